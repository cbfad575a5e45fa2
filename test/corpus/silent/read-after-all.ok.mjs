// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const results = new Map();
let sum = 0;

async function fetchOne(id, ms) {
  results.set(id, await sleep(ms, id * 10));
}
await Promise.all([fetchOne(1, 3), fetchOne(2, 1), fetchOne(3, 2)]);
for (const [id, value] of results) {
  await sleep(1);
  sum += id + value;
}
results.delete(1);
console.log(sum, results.size);
