// expect: race stale-iteration
// a loop over indexes suspends, and what it has not come to yet moves to an index behind it: an item is skipped
import { setTimeout as sleep } from 'node:timers/promises';

const items = [1, 2, 3, 4];
let sum = 0;

async function total() {
  for (let i = 0; i < items.length; i++) {
    await sleep(2);
    sum += items[i] ?? 0; //! A
  }
}

async function drop() {
  await sleep(3);
  items.shift(); //! B
}

await Promise.all([total(), drop()]);
console.log(sum > 0);
