// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const stock = { apples: 10, pears: 4 };

async function take(item, count, ms) {
  const { [item]: left = 0 } = stock; //! A
  await sleep(ms);
  stock[item] = left - count; //! B
}
await Promise.all([take('apples', 3, 8), take('apples', 2, 2)]);
console.log(stock);
