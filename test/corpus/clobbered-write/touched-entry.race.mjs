// expect: race clobbered-write on store cache key "a"
// What comes back is taken for what the visit had put there.
import { setTimeout as sleep } from 'node:timers/promises';
class Cache {
  #entries = new Map();
  get(key) {
    const value = this.#entries.get(key);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }
  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }
}
const cache = new Cache();
const seen = [];
async function visit(key, ms) {
  await sleep(ms);
  cache.set(key, ms); //! A
  await sleep(1);
  seen.push(cache.get(key)); //! B
}
await Promise.all([visit('a', 3), visit('b', 1), visit('a', 2)]);
