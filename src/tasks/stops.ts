// Who has stopped what makes events: none of them comes any more, in whatever order, so none falls behind a look of that turn or
// a later one (`clearInterval(counting); const n = ticks; await send(n); ticks = 0`). No edge: to have stopped it is not to know
// what it did, and an operation that was begun before may well have lost that.
//
// Of a listener that was taken off it is not known what it has done. Whoever does that and goes on with a count, in the same turn,
// to set it back to a constant later, has stopped what counts.
import type { TaskClock } from '../clock/task-clock.ts';
import { writesConstant } from './lexical.ts';
import type { Access, Interval } from './store.ts';
import { clockwork, find, isBefore, type Task } from './task.ts';

interface Stop {
  readonly task: Task;
  readonly turn: number;
  readonly time: number;
  /** What the events have done. */
  readonly events: TaskClock;
}

/** The latest ones. */
const stops: Stop[] = [];
const MAX_STOPS = 128;
let next = 0;

/** `task` stops what has done `events`, now. */
export function noteStop(task: Task, events: TaskClock): void {
  stops[next] = { task, turn: clockwork.turn, time: clockwork.time, events };
  next = (next + 1) % MAX_STOPS;
}

/** The latest turns in which a listener was taken off. */
const removals: number[] = [];
let nextRemoval = 0;

/** A listener is taken off, now. */
export function noteRemoval(): void {
  const { turn } = clockwork;
  if (removals[(nextRemoval + MAX_STOPS - 1) % MAX_STOPS] === turn) return;
  removals[nextRemoval] = turn;
  nextRemoval = (nextRemoval + 1) % MAX_STOPS;
}

/** Whether the write is an event's that the operation had put an end to when it began. */
export function wasStopped({ first, second }: Interval, write: Access): boolean {
  return isOfStopped(first, write) || (removals.includes(first.turn) && takesCount(first, second, write));
}

/** Whether the operation takes what `write`, before it, has counted, and begins to count anew. */
function takesCount(first: Access, second: Access, write: Access): boolean {
  return (
    write.op === 'update' &&
    write.time < first.time &&
    !first.guard &&
    second.op === 'write' &&
    writesConstant(second.lastSite)
  );
}

function isOfStopped(first: Access, write: Access): boolean {
  return stops.some(
    (stop) =>
      write.time < stop.time &&
      (stop.turn === first.turn || (stop.time < first.time && find(stop.task) === find(first.task))) &&
      isBefore(write.time, write.turn, write.chain, stop.events),
  );
}
