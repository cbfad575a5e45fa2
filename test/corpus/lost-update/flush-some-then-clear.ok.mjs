// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const pending = [];
const sent = [];

async function send(rows) {
  await sleep(4);
  sent.push(...rows);
}
async function flush() {
  const count = pending.length;
  const batch = pending.slice(0, count);
  pending.length = 0;
  await send(batch);
}
async function log(line) {
  await sleep(2);
  pending.push(line);
}
pending.push('up');
await Promise.all([flush(), log('down')]);
console.log(sent, pending);
