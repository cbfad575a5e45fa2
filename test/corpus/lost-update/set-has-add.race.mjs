// expect: race lost-update on Set seen key "evt-1"
// both deliveries pass the test: the work is done twice
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seen = new Set();
let charges = 0;

async function deliver(id, ms) {
  if (seen.has(id)) return; //! A
  await sleep(ms);
  charges++;
  seen.add(id); //! B
}
await Promise.all([deliver('evt-1', 3), deliver('evt-1', 1)]);
console.log(charges);
