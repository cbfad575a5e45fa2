// expect: none
// a variable that each call sets first, and that its helpers look at until it returns
import { setTimeout as sleep } from 'node:timers/promises';
let given;

function check() {
  if (given.length > 2) throw new Error('too many arguments');
}
function sum(...numbers) {
  given = numbers;
  check();
  return given.reduce((a, b) => a + b, 0);
}
async function client(a, b, ms) {
  const first = sum(a, b);
  sum(a);
  await sleep(ms);
  return first + sum(b);
}
console.log(await Promise.all([client(1, 2, 3), client(3, 4, 1)]));
