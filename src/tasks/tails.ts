// Calls that end with another one, whose promise they returned: `async get() { if (this.isFresh()) return this.value; return this.load(); }`
// is under way until the value is loaded.
import { pastOf } from './past.ts';
import type { Task } from './task.ts';

/** Calls that end with one. A function that goes on by returning a call of itself makes any number. */
const MOST = 4;

/** The function of `task` returns the promise of `tail`, which is a part of it now. */
export function noteTail(task: Task, tail: Task): void {
  if (!tail.ended && (task.past === null || task.past.tails < MOST)) pastOf(task).tail = tail;
}

/** Whether the function of `task`, which has run to its end, has returned a call that goes on: `task` ends with it. */
export function endsWithTail(task: Task): boolean {
  const { past } = task;
  if (past === null || past.tail === null || past.tail.ended) return false;
  const behind = pastOf(past.tail);
  behind.tailOf = task;
  behind.tails = past.tails + 1;
  return true;
}
