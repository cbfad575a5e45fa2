// expect: race lost-update on variable end
// what is made of the least so far before the await is not the least so far after it
import { setTimeout as sleep } from 'node:timers/promises';
let end = 9;

async function shorten(by, ms) {
  const least = Math.min(end, 9) - by; //! A
  await sleep(ms);
  end = least; //! B
}
await Promise.all([shorten(1, 2), shorten(2, 1)]);
console.log(end);
