// Calls that end with another one, whose promise they returned: `async get() { if (this.isFresh()) return this.value; return this.load(); }`
// is under way until the value is loaded.
import { pastOf } from './past.ts';
import { endTask, type Task } from './task.ts';

/** Calls that end with one. A function that goes on by returning a call of itself makes any number. */
const MOST = 4;

/** The function of `task` returns the promise of `tail`, which is a part of it now. */
export function noteTail(task: Task, tail: Task): void {
  if (!tail.ended && (task.past === null || task.past.tails < MOST)) pastOf(task).tail = tail;
}

/** The function of `task` has run to its end: so have the calls that returned its promise, unless it has returned one that goes on. */
export function endCall(task: Task): void {
  const { past } = task;
  if (past !== null && past.tail !== null && !past.tail.ended) {
    const behind = pastOf(past.tail);
    behind.tailOf = task;
    behind.tails = past.tails + 1;
    return;
  }
  endTask(task);
  for (let by = past?.tailOf ?? null; by !== null; by = by.past?.tailOf ?? null) endTask(by as Task);
}
