// expect: none
// what lay at a place of a stack decides nothing about what is put there later: the place was free then (seen in flyd)
import { setTimeout as sleep } from 'node:timers/promises';
const stack = [];
let top = -1;
const seen = [];

function work() {
  for (; top >= 0; top--) if (stack[top].due) seen.push(stack[top].name);
}

async function update(name, ms) {
  if (stack[0].due) await sleep(ms);
  stack[++top] = { name, due: true };
  work();
}

stack[++top] = { name: 'first', due: true };
work();
await Promise.all([update('a', 4), update('b', 2), update('c', 3)]);
console.log(seen.length);
