// expect: race stale-iteration on Map queue
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const queue = new Map([['j1', 'a'], ['j2', 'b']]);
const ran = [];

async function flush() {
  for (const id of queue.keys()) { //! AB
    await sleep(2);
    ran.push(id);
  }
}
setTimeout(() => {
  queue.set('j3', 'c'); //! B
}, 3);
await flush();
console.log(ran);
