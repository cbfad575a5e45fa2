// expect: race lost-update
// why: who was told that there is too much throws away what came after another one had thrown it away
import { setTimeout as sleep } from 'node:timers/promises';
const log = ['a', 'b', 'c'];

async function trim(ms) {
  if (log.length > 2) { //! A
    await sleep(ms);
    log.splice(0, log.length); //! B
  }
}

await Promise.all([trim(2), trim(6), sleep(4).then(() => log.push('d'))]);
console.log(log.length);
