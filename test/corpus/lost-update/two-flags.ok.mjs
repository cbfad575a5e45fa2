// expect: none
// a first load and a refresh of what is out of date have a flag each, and whoever raises one has looked at both
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
  if (loading[key]) return loading[key].push(done);
  const has = cache.has(key);
  const found = cache.get(key);
  if (has && found !== undefined) return process.nextTick(() => done(found));
  if (found !== undefined && !has) {
    stale[key] = found;
    process.nextTick(() => done(found));
  } else loading[key] = [done];
  load(key, (value) => {
    cache.set(key, value);
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
