// expect: race lost-update on Map cache key "k"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map();
let loads = 0;

function load(ms) {
  const n = ++loads;
  return sleep(ms).then(() => ({ n }));
}
function get(key, ms) {
  const hit = cache.get(key); //! A
  if (hit) return Promise.resolve(hit);
  return load(ms).then((value) => {
    cache.set(key, value); //! B
    return value;
  });
}
async function request(ms) {
  return (await get('k', ms)).n;
}
console.log(await Promise.all([request(4), request(2)]));
