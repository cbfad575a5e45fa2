// expect: none
// whoever looks for an entry in one call, and evicts it in the callback of a later one of the same turn, has not decided the one by the other
import { setTimeout as sleep } from 'node:timers/promises';

class Cache {
  entries = new Map();
  pending = new Map();

  constructor(max) {
    this.max = max;
  }

  get(key, load) {
    const hit = this.entries.get(key);
    if (hit && hit.until > Date.now()) return hit.value;
    let loading = this.pending.get(key);
    if (!loading) {
      loading = load(key)
        .then((value) => {
          this.entries.set(key, { value, until: Date.now() + 1000 });
          if (this.entries.size > this.max) this.entries.delete(this.entries.keys().next().value);
          return value;
        })
        .finally(() => this.pending.delete(key));
      this.pending.set(key, loading);
    }
    return loading;
  }
}

const cache = new Cache(2);
let loads = 0;
const load = async (key) => {
  await sleep(2);
  return `${key}${++loads}`;
};
await Promise.all([cache.get('a', load), cache.get('a', load), cache.get('b', load), cache.get('c', load)]);
await Promise.all([cache.get('a', load), cache.get('d', load)]);
console.log(cache.entries.size, loads);
