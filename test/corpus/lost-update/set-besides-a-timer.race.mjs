// expect: race lost-update on variable sum
// Whoever sets the timer comes back to what it read; who adds at once does not look whether there is one.
import { setTimeout as sleep } from 'node:timers/promises';
let sum = 0;
let timer = null;
function addLater(n) {
  const before = sum; //! A
  if (timer) return;
  timer = setTimeout(() => {
    timer = null;
    sum = before + n;
  }, 5);
}
function addNow(n) {
  sum = sum + n; //! B
}
setTimeout(() => addNow(5), 1);
setTimeout(() => addLater(1), 10);
await sleep(60);
console.log(sum >= 1);
