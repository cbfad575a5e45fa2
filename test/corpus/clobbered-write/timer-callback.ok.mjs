// expect: none
// why: changes are coalesced; the callback of the first one sends the last value
import { setTimeout as sleep } from 'node:timers/promises';
let latest;
let timer = null;
let sent = 0;

function notify(value) {
  latest = value;
  timer ??= setTimeout(() => {
    timer = null;
    sent += latest === undefined ? 0 : 1;
  }, 2);
}
const source = async (name) => notify(name);
await Promise.all([source('a'), source('b'), source('c')]);
await sleep(20);
console.log(sent);
