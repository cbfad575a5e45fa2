// Who has stopped what makes events: none of them comes any more, in whatever order, so none falls behind a look of that turn or
// a later one (`clearInterval(counting); const n = ticks; await send(n); ticks = 0`). No edge: to have stopped it is not to know
// what it did, and an operation that was begun before may well have lost that.
import type { TaskClock } from '../clock/task-clock.ts';
import type { Access } from './store.ts';
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

/** Whether the write is an event's that the operation had put an end to when it began with `first`. */
export function wasStopped(first: Access, write: Access): boolean {
  return stops.some(
    (stop) =>
      write.time < stop.time &&
      (stop.turn === first.turn || (stop.time < first.time && find(stop.task) === find(first.task))) &&
      isBefore(write.time, write.turn, write.chain, stop.events),
  );
}
