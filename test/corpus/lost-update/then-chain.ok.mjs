// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map();
let loads = 0;

function load(ms) {
  const n = ++loads;
  return sleep(ms).then(() => ({ n }));
}
function get(key, ms) {
  const hit = cache.get(key);
  if (hit) return hit;
  const value = load(ms);
  cache.set(key, value);
  return value;
}
async function request(ms) {
  return (await get('k', ms)).n;
}
console.log(await Promise.all([request(4), request(2)]));
