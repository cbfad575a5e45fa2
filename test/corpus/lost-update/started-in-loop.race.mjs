// expect: race lost-update
// why: the loop finds a task, and starts what puts the next one there
import { setImmediate as turn } from 'node:timers/promises';

let first = null;
function drain() {
  for (let task = first; task !== null; task = task.next) { //! A
    const { round } = task;
    queueMicrotask(() => put({ next: null, round: round + 1 }));
  }
}
function put(task) {
  first = task; //! B
}
for (let round = 0; round < 12; round++) {
  put({ next: null, round });
  setImmediate(() => put({ next: null, round }));
  setImmediate(drain);
  for (let i = 0; i < 4; i++) await turn();
}
