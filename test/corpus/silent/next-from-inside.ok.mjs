// expect: none
// up to four at a time: each begins the next one itself, when the condition was about that one and not about its own end
import { setTimeout as sleep } from 'node:timers/promises';

function iterate(items, work, most, ahead) {
  return {
    async *[Symbol.asyncIterator]() {
      const iterator = items[Symbol.iterator]();
      const promises = [];
      let pending = 0;
      function begin() {
        if (!(pending < most && promises.length < ahead)) return;
        pending++;
        const promise = (async () => {
          const { done, value } = await iterator.next();
          if (done) {
            pending--;
            return { done };
          }
          begin();
          const result = await work(value);
          pending--;
          begin();
          return { value: result };
        })();
        promises.push(promise);
      }
      begin();
      while (promises.length > 0) {
        const { done, value } = await promises[0];
        promises.shift();
        if (done) return;
        begin();
        yield value;
      }
    },
  };
}

const twice = async (n) => {
  await sleep(10 - n);
  return n * 2;
};
for await (const n of iterate([1, 2, 3, 4, 5, 6, 7, 8], twice, 4, 6)) console.log(n);
