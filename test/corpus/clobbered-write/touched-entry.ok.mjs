// expect: none
// Nobody takes the value: it makes the entry the youngest.
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
async function visit(key, ms) {
  await sleep(ms);
  cache.set(key, ms);
  await sleep(1);
  cache.get(key);
}
await Promise.all([visit('a', 3), visit('b', 1), visit('a', 2)]);
