// expect: race lost-update
// why: one function gives the value and takes a new one, which is made of what it had given before the wait
import { setTimeout as sleep } from 'node:timers/promises';
let held = 1;

function value(next) {
  if (next === undefined) return held; //! A
  held = next; //! B
  return next;
}

async function add(n, ms) {
  const before = value();
  await sleep(ms);
  value(before + n);
}

await Promise.all([add(1, 4), add(2, 2)]);
console.log(value());
