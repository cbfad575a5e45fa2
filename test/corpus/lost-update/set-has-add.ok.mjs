// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seen = new Set();
let charges = 0;

async function deliver(id, ms) {
  if (seen.has(id)) return;
  seen.add(id);
  await sleep(ms);
  charges++;
}
await Promise.all([deliver('evt-1', 3), deliver('evt-1', 1)]);
console.log(charges);
