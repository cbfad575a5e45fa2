// expect: race lost-update on Map stock key "pen"
// a helper answers into a local variable, another one takes
import { setTimeout as sleep } from 'node:timers/promises';
const stock = new Map([['pen', 3]]);
const available = (k) => stock.get(k) > 0; //! A
function take(k) {
  stock.set(k, stock.get(k) - 1); //! B
}
async function buy(k, ms) {
  const ok = available(k);
  if (!ok) return false;
  await sleep(ms);
  take(k);
  return true;
}
await Promise.all([buy('pen', 3), buy('pen', 2)]);
console.log(stock.get('pen'));
