// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
let version = 0;

function refresh(times) {
  (async () => {
    await sleep(1);
    if (times > 1) refresh(times - 1);
    await sleep(1);
    if (version > 2) return;
    version = times + 1;
  })();
}
refresh(2);
refresh(2);
await sleep(20);
console.log(version);
