// expect: none
// who takes out all that there is goes on with what that is by then, also where another one was faster (seen in effector)
import { setTimeout as sleep } from 'node:timers/promises';
const waiting = [];
const told = [];

async function settle(ms) {
  if (waiting.length === 0) return;
  await sleep(ms);
  for (const name of waiting.splice(0, waiting.length)) told.push(name);
}

async function settleRest(ms) {
  if (waiting.length > 0) {
    await sleep(ms);
    const names = waiting.splice(0);
    told.push(...names);
  }
}

waiting.push('a', 'b');
await Promise.all([settle(4), settle(2), settleRest(1), settleRest(3), sleep(2).then(() => waiting.push('c'))]);
await settle(1);
console.log(told.join());
