// expect: none
// One loop handles one job after the other, and says that each is an operation of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { racewire } from 'racewire';
const status = new Map([['door', 'shut']]);

async function handle(job) {
  if (job === 'look') return status.get('door');
  await sleep(1);
  status.set('door', `${job} by hand`);
}
async function worker(ms) {
  for (const job of ['look', 'open']) {
    await racewire.task(job, () => handle(job));
    await sleep(ms);
  }
}
await Promise.all([worker(2), worker(3)]);
