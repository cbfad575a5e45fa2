// expect: none
// why: the loop looks for tasks until there is none, and what writes is started behind it, whatever it had found
import { setImmediate as turn } from 'node:timers/promises';

let first = null;
const effects = [];
function drain() {
  for (let task = first; task !== null; task = task.next) {
    task.done = true;
  }
  for (const effect of effects.splice(0)) effect();
}
function put(task) {
  first = task;
}
for (let round = 0; round < 12; round++) {
  put({ next: null, done: false });
  effects.push(() => queueMicrotask(() => put({ next: null, round })));
  setImmediate(() => put({ next: null, round }));
  setImmediate(drain);
  for (let i = 0; i < 4; i++) await turn();
}
