// expect: none
// counters are swapped for fresh ones in one turn, and the old ones are sent
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let counters = new Map();
const sent = [];

function count(name) {
  counters.set(name, (counters.get(name) ?? 0) + 1);
}
async function flush() {
  const full = counters;
  counters = new Map();
  for (const [name, value] of full) {
    await sleep(1);
    sent.push(`${name}=${value}`);
  }
}
async function work(ms) {
  for (let i = 0; i < 3; i++) {
    await sleep(ms);
    count(`w${ms}`);
  }
}
const timer = setInterval(() => void flush(), 3);
await Promise.all([work(1), work(2)]);
clearInterval(timer);
await flush();
console.log(sent.length > 0);
