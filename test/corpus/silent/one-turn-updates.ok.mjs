// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let hits = 0;
const byPath = {};
const tally = new Map();

async function request(path, ms) {
  await sleep(ms);
  hits++;
  byPath[path] = (byPath[path] ?? 0) + 1;
  tally.set(path, (tally.get(path) ?? 0) + 1);
  await sleep(1);
  hits++;
}
await Promise.all(Array.from({ length: 200 }, (_, i) => request(`/${i % 3}`, i % 4)));
console.log(hits, byPath, tally);
