// expect: race lost-update on variable owner
// What stood there before is put back at the end, whoever has come meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
let owner = 'nobody';
const log = [];

async function asOwner(name, ms) {
  const before = owner; //! A
  owner = name;
  log.push(owner);
  try {
    await sleep(ms);
  } finally {
    owner = before; //! B
  }
}
await Promise.all([asOwner('ann', 3), asOwner('bob', 6)]);
console.log(owner, log);
