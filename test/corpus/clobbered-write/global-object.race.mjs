// expect: race clobbered-write on property requestId
// the id of the request that is being handled is kept on the global object, where the next request puts its own
import { setTimeout as sleep } from 'node:timers/promises';

const lines = [];
function log(text) { lines.push(`[${globalThis.requestId}] ${text}`); } //! B
async function handle(id, ms) {
  globalThis.requestId = id; //! A
  log('start');
  await sleep(ms);
  log('end');
}
await Promise.all([handle('r1', 6), handle('r2', 2)]);
console.log(lines);
