// expect: race lost-update on store cache["k"]
// a refresh of what is out of date does not look whether a first load is under way
import { setTimeout as sleep } from 'node:timers/promises';

class Store {
  items = new Map();
  has = (key) => this.items.get(key)?.until > performance.now();
  get = (key) => this.items.get(key);
  set(key, value) {
    this.items.set(key, value);
  }
}
const cache = new Store();
const loading = {};
const stale = {};
let version = 0;

function load(key, done) {
  setTimeout(() => done({ version: ++version, until: performance.now() + 80 }), 60);
}

function get(key, done) {
  const old = stale[key];
  if (old !== undefined) return process.nextTick(() => done(old));
  const has = cache.has(key); //! A
  const found = cache.get(key);
  if (has && found !== undefined) return process.nextTick(() => done(found));
  if (found !== undefined && !has) {
    stale[key] = found;
    process.nextTick(() => done(found));
  } else if (loading[key]) return loading[key].push(done);
  else loading[key] = [done];
  load(key, (value) => {
    cache.set(key, value); //! B
    delete stale[key];
    const waiting = loading[key];
    if (!waiting) return;
    delete loading[key];
    for (const each of waiting) each(value);
  });
}

let answers = 0;
for (let i = 0; i < 12; i++) setTimeout(() => get('k', () => answers++), 40 * i);
await sleep(1000);
console.log(answers);
