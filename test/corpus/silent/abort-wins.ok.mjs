// expect: none
// a time limit and the work race each other; only the winner's result is used
import { setTimeout as sleep } from 'node:timers/promises';
const state = { outcome: '' };

async function work(ms, signal) {
  await sleep(ms, undefined, { signal });
  return 'done';
}
async function withLimit(ms, limit) {
  const controller = new AbortController();
  const late = sleep(limit, 'late', { signal: controller.signal }).catch(() => 'cancelled');
  const outcome = await Promise.race([work(ms, controller.signal).catch(() => 'aborted'), late]);
  controller.abort();
  return outcome;
}
state.outcome = await withLimit(1, 30);
state.outcome += `, ${await withLimit(30, 2)}`;
console.log(state.outcome);
