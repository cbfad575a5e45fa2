// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
let cancelled = 0;

async function job(signal) {
  try {
    await sleep(1000, undefined, { signal });
  } catch {
    cancelled++;
  }
}
const controller = new AbortController();
setTimeout(() => controller.abort(), 2);
await Promise.all([job(controller.signal), job(controller.signal)]);
console.log(cancelled);
