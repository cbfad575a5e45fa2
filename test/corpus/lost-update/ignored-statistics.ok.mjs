// expect: none
// A number that may be a little wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import { racewire } from 'racewire';
const hits = new Map([['home', 0]]);

async function count(page, ms) {
  const before = hits.get(page);
  await sleep(ms);
  hits.set(page, before + 1);
}

await Promise.all([
  racewire.ignore(() => count('home', 4)),
  racewire.ignore(() => count('home', 2)),
]);
