// expect: none
// callers share one promise, and each stores its result
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const inFlight = new Map();
const cache = new Map();
let loads = 0;

async function load(key) {
  const n = ++loads;
  await sleep(3);
  return `${key} #${n}`;
}
async function get(key) {
  if (cache.has(key)) return cache.get(key);
  let pending = inFlight.get(key);
  if (!pending) {
    pending = load(key);
    inFlight.set(key, pending);
  }
  const value = await pending;
  inFlight.delete(key);
  cache.set(key, value);
  return value;
}
console.log(await Promise.all([get('a'), get('a'), get('b'), get('a')]), loads);
