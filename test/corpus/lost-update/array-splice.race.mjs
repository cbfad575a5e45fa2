// expect: race lost-update on array waiting
// the index was right before the await; another task has removed an element since
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const waiting = ['ann', 'bob', 'cat'];

async function leave(name, ms) {
  const index = waiting.indexOf(name); //! A
  await sleep(ms);
  waiting.splice(index, 1); //! B
}
await Promise.all([leave('bob', 3), leave('ann', 1)]);
console.log(waiting);
