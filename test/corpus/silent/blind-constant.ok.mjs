// expect: none
// every task writes the same constant, and nobody asks before
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const flags = { dirty: false };
let warm = 0;

async function touch(ms) {
  await sleep(ms);
  flags.dirty = true;
  warm = 1;
}
await Promise.all([touch(3), touch(1), touch(2)]);
console.log(flags, warm);
