// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
let end = 9;

async function shorten(by, ms) {
  if (end < by) return;
  await sleep(ms);
  end = Math.min(end, 9 - by);
}
await Promise.all([shorten(1, 2), shorten(2, 1)]);
console.log(end);
