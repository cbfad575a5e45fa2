// expect: race lost-update on property state.sum
import { setTimeout as sleep } from 'node:timers/promises';

// Whether the mailbox is being emptied nobody asks.
const actor = { mailbox: [], busy: false };
const state = { sum: 0 };

function send(n) {
  actor.mailbox.push(n);
  run();
}

async function run() {
  actor.busy = true;
  while (actor.mailbox.length > 0) {
    const n = actor.mailbox.shift();
    const { sum } = state; //! A
    await sleep(1);
    state.sum = sum + n; //! B
  }
  actor.busy = false;
}

send(1);
send(2);
setTimeout(send, 30, 4);
await sleep(60);
console.log(state);
