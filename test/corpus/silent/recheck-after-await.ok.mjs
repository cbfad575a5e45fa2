// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map();
let loads = 0;

async function get(key, ms) {
  const hit = cache.get(key);
  if (hit) return hit;
  const n = ++loads;
  await sleep(ms);
  const newer = cache.get(key);
  if (newer) return newer;
  const value = { key, n };
  cache.set(key, value);
  return value;
}
console.log(await Promise.all([get('a', 3), get('a', 1)]), loads);
