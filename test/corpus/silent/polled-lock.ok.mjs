// expect: none
// A lock that is polled: whoever takes it has seen in the same turn that it is free.
import { setTimeout as sleep } from 'node:timers/promises';
const stock = new Map([['pear', 9]]);
const held = new Set();

async function take(key, ms) {
  while (held.has(key)) await sleep(1);
  held.add(key);
  const left = stock.get(key);
  await sleep(ms);
  stock.set(key, left - 1);
  held.delete(key);
}

await Promise.all([take('pear', 4), take('pear', 2)]);
