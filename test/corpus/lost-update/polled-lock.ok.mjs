// expect: none
// A lock that is polled, and says whose end its next holder has seen.
import { setTimeout as sleep } from 'node:timers/promises';
import { racewire } from 'racewire';
const stock = new Map([['pear', 9]]);
const held = new Set();

async function take(key, ms) {
  while (held.has(key)) await sleep(1);
  racewire.acquire(held);
  held.add(key);
  const left = stock.get(key);
  await sleep(ms);
  stock.set(key, left - 1);
  held.delete(key);
  racewire.release(held);
}

await Promise.all([take('pear', 4), take('pear', 2)]);
