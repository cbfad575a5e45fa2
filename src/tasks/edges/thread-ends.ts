// The end of a thread comes after all of its messages. That is an order of the schedule, not a cause: who waits for the
// end has not been told what the handlers of the messages did. So it orders the handlers of two threads' messages
// (rules/order-race.ts), and nothing else.
import { clockwork, happensBefore, type Moment, noteAccess, type Task } from '../task.ts';

/** Threads whose end is remembered; the oldest is forgotten first. */
const MAX_THREADS = 256;

/** The end of a thread, once it has come. */
export class ThreadEnd {
  /** The events that tell of it: of a process there are two. */
  readonly moments: Moment[] = [];

  /** The running turn, of `task`, is an event that tells that the thread has ended. */
  comes(task: Task): void {
    const { id: chain } = noteAccess(task);
    this.moments.push({ task, time: clockwork.time, turn: clockwork.turn, chain });
  }
}

const ends = new Map<string, ThreadEnd>();

/** Messages tell that the worker with this end is called `thread`. */
export function nameThread(thread: string, end: ThreadEnd): void {
  if (ends.get(thread) === end) return;
  ends.set(thread, end);
  if (ends.size <= MAX_THREADS) return;
  for (const oldest of ends.keys()) {
    ends.delete(oldest);
    break;
  }
}

/** Whether `task` runs in consequence of the end of `thread`. */
export function hasEndedBefore(thread: string, task: Task): boolean {
  const moments = ends.get(thread)?.moments ?? [];
  return moments.some((moment) => happensBefore(moment, task, task.clock));
}
