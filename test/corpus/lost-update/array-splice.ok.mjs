// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const waiting = ['ann', 'bob', 'cat'];

async function leave(name, ms) {
  await sleep(ms);
  const index = waiting.indexOf(name);
  waiting.splice(index, 1);
}
await Promise.all([leave('bob', 3), leave('ann', 1)]);
console.log(waiting);
