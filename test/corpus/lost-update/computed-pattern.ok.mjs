// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const stock = { apples: 10, pears: 4 };

async function take(item, count, ms) {
  await sleep(ms);
  const { [item]: left = 0 } = stock;
  stock[item] = left - count;
}
await Promise.all([take('apples', 3, 8), take('apples', 2, 2)]);
console.log(stock);
