// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const pending = [];
const sent = [];

async function send(rows) {
  await sleep(40);
  sent.push(...rows);
}
async function flush() {
  const count = pending.length; //! A
  const batch = pending.slice(0, count);
  await send(batch);
  pending.length = 0; //! B
}
async function log(line) {
  await sleep(2);
  pending.push(line);
}
pending.push('up');
await Promise.all([flush(), log('down')]);
console.log(sent, pending);
