// expect: none
// why: several pulls come to the end of the source: each tells the same, and the least index is the same in either order
import { setTimeout as sleep } from 'node:timers/promises';

async function collect(source, work, lanes) {
  const result = [];
  let ended = false;
  let end = Infinity;
  let next = 0;

  const lane = async () => {
    while (true) {
      if (ended || next >= end) return;
      const index = next++;
      const item = await source.next();
      if (item.done) {
        end = Math.min(end, index);
        ended = true;
        return;
      }
      result[index] = await work(item.value);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return result.slice(0, end);
}

const waits = [3, 1, 2, 4];
const source = {
  left: 6,
  async next() {
    const value = --this.left;
    await sleep(value < 0 ? waits[-value] ?? 1 : 1);
    return value < 0 ? { done: true } : { done: false, value };
  },
};
console.log((await collect(source, async (n) => n * 2, 4)).join());
