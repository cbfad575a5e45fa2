// expect: none
// what a call that has returned looked at decides nothing of what its caller does later
import { setTimeout as sleep } from 'node:timers/promises';
const stock = new Map([['pen', 0]]);
function restock(k) {
  stock.set(k, stock.get(k) + 1);
}
async function announce(k, ms) {
  if (stock.get(k) < 1) return;
  await sleep(ms);
}
async function worker(ms) {
  await announce('pen', 2);
  await sleep(ms);
  restock('pen');
}
await Promise.all([worker(2), worker(3)]);
console.log(stock.get('pen'));
