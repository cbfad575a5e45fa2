// Atomicity: whether another task's write can fall between the two accesses of an operation. The one test that
// lost-update, clobbered-write and stale-iteration share (design.md section 1, "Can fall between"), judged by causal
// order alone: FIFO of timers and queues orders what was only lucky.
import { inOneFunction, isSuspendable } from '../lexical.ts';
import { inLine } from '../lines.ts';
import { createdBy, find, happensBefore, hasReturned, type Task } from '../task.ts';
import type { Access, Entry, Interval } from '../store.ts';

/**
 * Whether write V (`write`) to `entry` can fall into `interval` (R, W): V is another task's, unordered with W, does not
 * happen before R, and its task was not created by the operation's own at or after R.
 * One of V and W is the access being made now: `now` is its task.
 */
export function fallsBetween(interval: Interval, write: Access, now: Task, entry?: Entry): boolean {
  const { first, second } = interval;
  const writer = find(write.task);
  if (writer === find(first.task) || writer === find(second.task)) return false;
  // A turn is atomic: within the turn of W nothing falls between, within that of R only what comes after it.
  if (write.turn === second.turn || (write.turn === first.turn && write.time < first.time)) return false;
  if (write.turn === first.turn) {
    // In between, whatever the order of the turns.
  } else if (write.time > second.time) {
    if (happensBefore(second, now, write.clock)) return false;
  } else {
    if (happensBefore(write, now, second.clock)) return false;
    if (write.time < first.time && happensBefore(write, first.task, first.clock)) return false;
  }
  // What a turn forks comes after all that it writes.
  const since = first.op === 'write' ? first.record.began : first.time;
  if (createdBy(write.task, first.task, since) && (entry === undefined || !readAgain(interval, write, entry)))
    return false;
  if (first.task !== second.task && createdBy(write.task, second.task, first.time)) return false;
  return true;
}

/**
 * Whether R's task, having forked the one that carries on to W, came by R's line once more and then forked the writer: two
 * calls of one synchronous function, each with a callback of its own, and not a parent that starts writers.
 */
function readAgain({ first, second }: Interval, write: Access, entry: Entry): boolean {
  // Each call of an async function is a task of its own: one that reads again is not the same code once more. What its parameters'
  // defaults read belongs to the caller.
  if (find(first.task) === find(second.task)) return false;
  const forked = Math.max(second.task.forkTime, write.task.forkTime);
  if (
    isSuspendable(first.site) &&
    (inOneFunction(first.task.site, first.site) || hasReturned(first.task, first.time, forked))
  )
    return false;
  return entry.reads.some(
    (read) =>
      read.site === first.site &&
      read.time > first.time &&
      find(read.task) === find(first.task) &&
      inLine(read.task, read.time, read.turn, write.task) &&
      !inLine(read.task, read.time, read.turn, second.task),
  );
}

/** Whether the write happened in between in this very run. */
export function fellBetween(interval: Interval, write: Access): boolean {
  return write.time >= interval.first.time && write.time <= interval.second.time;
}
