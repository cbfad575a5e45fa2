// expect: race lost-update
// why: nobody keeps what is being loaded, so that two calls of one turn load the same entry
import { setTimeout as sleep } from 'node:timers/promises';

class Cache {
  entries = new Map();

  constructor(max) {
    this.max = max;
  }

  get(key, load) {
    const hit = this.entries.get(key); //! A
    if (hit && hit.until > Date.now()) return hit.value;
    return load(key).then((value) => {
      this.entries.set(key, { value, until: Date.now() + 1000 }); //! B
      if (this.entries.size > this.max) this.entries.delete(this.entries.keys().next().value);
      return value;
    });
  }
}

const cache = new Cache(4);
let loads = 0;
const load = async (key) => {
  await sleep(2);
  return `${key}${++loads}`;
};
await Promise.all([cache.get('a', load), cache.get('a', load), cache.get('b', load)]);
console.log(cache.entries.size, loads);
