// expect: none
// a lock that is asked for again and again: the test and the write are in one turn, and only the owner gives it back
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let busy = false;
const log = [];

async function work(name, ms) {
  while (busy) await sleep(1);
  busy = true;
  log.push(`${name} in`);
  await sleep(ms);
  log.push(`${name} out`);
  busy = false;
}
await Promise.all([work('a', 3), work('b', 1)]);
console.log(log);
