// expect: none
// a lock per key in a Map of promise chains, removed when nobody waits any more
import { setTimeout as sleep } from 'node:timers/promises';
const chains = new Map();
const files = { a: '', b: '' };

function withLock(name, job) {
  const before = chains.get(name) ?? Promise.resolve();
  const done = before.then(job, job);
  chains.set(name, done);
  void done.finally(() => {
    if (chains.get(name) === done) chains.delete(name);
  });
  return done;
}
const append = (name, text, ms) =>
  withLock(name, async () => {
    const content = files[name];
    await sleep(ms);
    files[name] = content + text;
  });
await Promise.all([append('a', '1', 3), append('b', 'x', 1), append('a', '2', 1), append('b', 'y', 2)]);
console.log(files);
