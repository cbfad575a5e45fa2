// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const temps = new Map([["s", 1]]);
function report(id, value) { temps.set(id, value); }
async function onReading(id, value, ms) {
  const before = temps.get(id);
  await sleep(ms);
  if (process.env.VERBOSE) console.log(before);
  report(id, value);
}
await Promise.all([onReading("s", 5, 5), onReading("s", 6, 2)]);
console.log(temps.size);
