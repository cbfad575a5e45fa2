// expect: none
// why: an entry that was missing, was loaded once, and is evicted afterwards: before the load there was nothing to evict
import { setTimeout as sleep } from 'node:timers/promises';
const cache = new Map();
const loading = new Map();

function put(key, value) {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > 2) cache.delete(cache.keys().next().value);
}
function get(key, ms) {
  if (cache.has(key)) return cache.get(key);
  if (!loading.has(key)) {
    const load = sleep(ms, key).then((value) => {
      put(key, value);
      loading.delete(key);
      return value;
    });
    loading.set(key, load);
  }
  return loading.get(key);
}
console.log((await Promise.all([get('a', 1), get('b', 5), get('c', 10)])).join());
