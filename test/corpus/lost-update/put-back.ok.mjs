// expect: none
// One after the other, one within the other, and within one turn.
import { setTimeout as sleep } from 'node:timers/promises';
let owner = 'nobody';
const log = [];
let last = Promise.resolve();

async function asOwner(name, ms, inner = async () => {}) {
  const before = owner;
  owner = name;
  log.push(owner);
  try {
    await sleep(ms);
    await inner();
  } finally {
    owner = before;
  }
}
const inTurn = (name, ms, inner) => (last = last.then(() => asOwner(name, ms, inner)));
function now(name) {
  const before = owner;
  owner = name;
  log.push(owner);
  owner = before;
}
await Promise.all([inTurn('ann', 3, () => asOwner('cyd', 1)), inTurn('bob', 6)]);
await Promise.all(['dan', 'eve'].map(async (name) => now(name, await sleep(name.length))));
console.log(owner, log);
