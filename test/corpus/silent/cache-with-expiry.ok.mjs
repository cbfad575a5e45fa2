// expect: none
// the promise is kept with its time, and removed by a timer only if it is still the same
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map();
let loads = 0;

function get(key) {
  const hit = cache.get(key);
  if (hit) return hit.value;
  const entry = { value: load(key) };
  cache.set(key, entry);
  setTimeout(() => {
    if (cache.get(key) === entry) cache.delete(key);
  }, 4);
  return entry.value;
}
async function load(key) {
  const n = ++loads;
  await sleep(1);
  return `${key}${n}`;
}
async function user(ms) {
  await sleep(ms);
  return await get('k');
}
console.log(await Promise.all([user(0), user(1), user(2), user(9)]), loads);
