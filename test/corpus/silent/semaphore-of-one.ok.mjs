// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let free = 1;
const waiting = [];
let counter = 0;

function acquire() {
  if (free > 0) {
    free--;
    return Promise.resolve();
  }
  return new Promise((wake) => waiting.push(wake));
}
function release() {
  const next = waiting.shift();
  if (next) next();
  else free++;
}
async function add(n, ms) {
  await acquire();
  const before = counter;
  await sleep(ms);
  counter = before + n;
  release();
}
await Promise.all([add(1, 3), add(2, 1), add(4, 2)]);
console.log(counter, free);
