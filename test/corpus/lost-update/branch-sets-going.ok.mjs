// expect: none
const cache = { value: null, loads: 0, loading: null };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function load() {
  cache.loads++;
  const value = { at: cache.loads };
  await sleep(3);
  cache.value = value;
}
function ensure() {
  if (cache.loading === null) {
    cache.loading = load();
  }
}
ensure();
queueMicrotask(ensure);
await sleep(20);
console.log(cache.value, cache.loads);
