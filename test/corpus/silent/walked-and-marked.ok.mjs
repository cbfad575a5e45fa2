// expect: none
// each entry that a walk comes to gets another value; it was put there once, by somebody who wrote it before the walk began
import { setTimeout as sleep } from 'node:timers/promises';

const parcels = new Map();
let last = 0;
async function announce(ms) {
  await sleep(ms);
  parcels.set(`n${++last}`, ms);
}
async function weigh() {
  await sleep(12);
  for (const [id, ms] of [...parcels]) {
    await sleep(1);
    parcels.set(id, ms * 10);
  }
}
await Promise.all([announce(1), announce(2), announce(3), weigh()]);
console.log(parcels);
