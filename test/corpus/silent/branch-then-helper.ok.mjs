// expect: none
// a branch that only tells waits; what a helper adds behind it does not depend on the condition
import { setTimeout as sleep } from 'node:timers/promises';
const visits = new Map([['home', 1]]);
function add(page) {
  visits.set(page, visits.get(page) + 1);
}
async function visit(page, ms) {
  if (visits.get(page) > 0) {
    await sleep(ms);
    console.log('seen before');
  }
  add(page);
}
await Promise.all([visit('home', 3), visit('home', 2)]);
console.log(visits.get('home'));
