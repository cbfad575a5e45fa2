// expect: none
// the id of the request is given to whoever logs
import { setTimeout as sleep } from 'node:timers/promises';

const lines = [];
function log(id, text) { lines.push(`[${id}] ${text}`); }
async function handle(id, ms) {
  log(id, 'start');
  await sleep(ms);
  log(id, 'end');
}
await Promise.all([handle('r1', 6), handle('r2', 2)]);
console.log(lines);
