// expect: none
import { setTimeout as sleep } from 'node:timers/promises';

// Who sends asks whether the mailbox is being emptied, and the async function that it calls at once says so.
const actor = { mailbox: [], busy: false };
const state = { sum: 0 };

function send(n) {
  actor.mailbox.push(n);
  if (!actor.busy) run();
}

async function run() {
  actor.busy = true;
  while (actor.mailbox.length > 0) {
    const n = actor.mailbox.shift();
    const { sum } = state;
    await sleep(1);
    state.sum = sum + n;
  }
  actor.busy = false;
}

send(1);
send(2);
setTimeout(send, 30, 4);
await sleep(60);
console.log(state);
