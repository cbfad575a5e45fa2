// expect: none
// why: who is current is put back in the turn in which it was set, also where calls nest: no other turn sees it
import { setTimeout as sleep } from 'node:timers/promises';
let current;
let watches = 0;

function watch(callback) {
  const inner = new Set();
  const run = async () => {
    const outer = current;
    current = inner;
    let result;
    try {
      result = callback(run);
    } finally {
      current = outer;
    }
    await result;
    watches++;
  };
  if (current) current.add(inner);
  run();
  return run;
}

async function use(ms) {
  const again = watch(() => {
    watch(() => sleep(1));
  });
  setTimeout(again, ms);
  await sleep(20);
}
await Promise.all([use(2), use(3)]);
console.log(watches, current);
