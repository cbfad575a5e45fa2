// expect: none
// the task that walks the Map removes entries itself, and so does the helper that it awaits
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map(Array.from({ length: 6 }, (_, i) => [i, { age: i }]));

async function evict(key) {
  await sleep(1);
  cache.delete(key);
}
async function sweep() {
  for (const [key, { age }] of cache) {
    if (age % 2 === 1) await evict(key);
  }
}
await sweep();
console.log([...cache.keys()]);
