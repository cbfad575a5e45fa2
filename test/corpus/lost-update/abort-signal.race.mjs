// expect: race lost-update on variable cancelled
import { setTimeout as sleep } from 'node:timers/promises';
let cancelled = 0;

async function job(signal) {
  const before = cancelled; //! A
  try {
    await sleep(1000, undefined, { signal });
  } catch {
    cancelled = before + 1; //! B
  }
}
const controller = new AbortController();
setTimeout(() => controller.abort(), 2);
await Promise.all([job(controller.signal), job(controller.signal)]);
console.log(cancelled);
