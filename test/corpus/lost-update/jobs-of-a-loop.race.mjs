// expect: race lost-update on Map status key "door"
// One loop handles one job after the other; what it read for the first has nothing to do with the second.
import { setTimeout as sleep } from 'node:timers/promises';
const status = new Map([['door', 'shut']]);

async function handle(job) {
  if (job === 'look') return status.get('door'); //! A
  await sleep(1);
  status.set('door', `${job} by hand`); //! AB
}
async function worker(ms) {
  for (const job of ['look', 'open']) {
    await handle(job);
    await sleep(ms);
  }
}
await Promise.all([worker(2), worker(3)]);
