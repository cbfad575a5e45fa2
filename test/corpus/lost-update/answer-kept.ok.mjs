// expect: none
// the answer is asked for again after the wait
import { setTimeout as sleep } from 'node:timers/promises';
const stock = new Map([['pen', 3]]);
const available = (k) => stock.get(k) > 0;
function take(k) {
  stock.set(k, stock.get(k) - 1);
}
async function buy(k, ms) {
  const ok = available(k);
  if (!ok) return false;
  await sleep(ms);
  const still = available(k);
  if (!still) return false;
  take(k);
  return true;
}
await Promise.all([buy('pen', 3), buy('pen', 2)]);
console.log(stock.get('pen'));
