// expect: none
// Whoever flushes empties the list only of what it has sent; and what another flush has seen is not lost.
import { setTimeout as sleep } from 'node:timers/promises';
const lines = [];
const sent = [];
async function send(batch) {
  await sleep(4);
  sent.push(...batch);
}
async function flushAll() {
  await send([...lines]);
  lines.length = 0;
}
async function flushAgain() {
  await send([...lines]);
  if (lines.length > 1) await send(lines.slice(1));
  lines.length = 0;
}
lines.push('a');
setTimeout(() => lines.push('b'), 1);
setTimeout(flushAll, 2);
await flushAll();
await sleep(8);
lines.push('c');
setTimeout(() => lines.push('d'), 1);
await flushAgain();
console.log(sent.length);
