// expect: race lost-update on cache["value"]
// why: the condition decides nothing but its branch; there it starts what writes later
const cache = { value: null, loads: 0 };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function load() {
  cache.loads++;
  const value = { at: cache.loads };
  await sleep(3);
  cache.value = value; //! B
}
function ensure() {
  if (cache.value === null) { //! A
    void load();
  }
}
ensure();
queueMicrotask(ensure);
await sleep(20);
console.log(cache);
