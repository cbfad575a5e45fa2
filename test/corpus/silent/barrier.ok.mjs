// expect: none
// all tasks write their part, wait for each other, and then read all parts
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const parts = [0, 0, 0];
let arrived = 0;
let open;
const gate = new Promise((r) => (open = r));

async function work(i, ms) {
  await sleep(ms);
  parts[i] = i + 1;
  if (++arrived === parts.length) open();
  await gate;
  return parts.reduce((a, b) => a + b);
}
console.log(await Promise.all([work(0, 3), work(1, 1), work(2, 2)]));
