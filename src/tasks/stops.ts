// Who has stopped what makes events: none of them comes any more, in whatever order, so none falls behind a look of that turn or
// a later one (`clearInterval(counting); const n = ticks; await send(n); ticks = 0`). No edge: to have stopped it is not to know
// what it did, and an operation that was begun before may well have lost that.
//
// Of a listener that was taken off it is not known what it has done itself. Whoever does that and goes on with a count, in the same turn,
// to set it back to a constant later, has stopped what counts in the turns that emitted the event (emissions.ts), or in any where Node or code
// without hooks emits it.
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

/** A listener that was taken off. */
interface Removal {
  readonly turn: number;
  /** What the turns have done that emitted its event; null: nobody was seen to. */
  readonly events: TaskClock | null;
}

/** The latest ones. */
const removals: Removal[] = [];
let nextRemoval = 0;

/** A listener is taken off, now, whose event turns have emitted that did `events`. */
export function noteRemoval(events: TaskClock | null): void {
  const { turn } = clockwork;
  const last = removals[(nextRemoval + MAX_STOPS - 1) % MAX_STOPS];
  if (last !== undefined && last.turn === turn && last.events === events) return;
  removals[nextRemoval] = { turn, events };
  nextRemoval = (nextRemoval + 1) % MAX_STOPS;
}

/** Whether the write is an event's that the operation had put an end to when it began. */
export function wasStopped({ first, second }: Interval, write: Access): boolean {
  return isOfStopped(first, write) || (takesCount(first, second, write) && isOfListener(first, write));
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

/** Whether a listener was taken off in the turn of the look that can have made the write. */
function isOfListener({ turn }: Access, write: Access): boolean {
  return removals.some(
    (removal) =>
      removal.turn === turn &&
      (removal.events === null || isBefore(write.time, write.turn, write.chain, removal.events)),
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
