// expect: race lost-update on variable version
// a synchronous function asks, and an async one inside it writes, which asks for the next one itself
import { setTimeout as sleep } from 'node:timers/promises';
let version = 0;

function refresh(times) {
  if (version > 2) return; //! A
  (async () => {
    await sleep(1);
    if (times > 1) refresh(times - 1);
    await sleep(1);
    version = times + 1; //! B
  })();
}
refresh(2);
refresh(2);
await sleep(20);
console.log(version);
