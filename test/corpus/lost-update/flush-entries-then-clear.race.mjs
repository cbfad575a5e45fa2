// expect: race lost-update
// Counts are written out one by one and then cleared, with those of names that came meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
const counts = new Map();
const written = new Map();
function count(name) {
  counts.set(name, (counts.get(name) ?? 0) + 1); //! B
}
async function flush() {
  for (const [name, n] of [...counts]) { //! A
    await sleep(2);
    written.set(name, (written.get(name) ?? 0) + n);
  }
  counts.clear(); //! B
}
count('a');
count('b');
setTimeout(() => count('c'), 1);
await flush();
await flush();
console.log(written.size > 1);
