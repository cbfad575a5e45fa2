// expect: race lost-update on Map stock key "pear"
// A lock that is polled, and taken a turn after it was seen free.
import { setTimeout as sleep } from 'node:timers/promises';
const stock = new Map([['pear', 9]]);
const held = new Set();

async function take(key, ms) {
  while (held.has(key)) await sleep(1);
  await sleep(0);
  held.add(key);
  const left = stock.get(key); //! A
  await sleep(ms);
  stock.set(key, left - 1); //! AB
  held.delete(key);
}

await Promise.all([take('pear', 4), take('pear', 2)]);
