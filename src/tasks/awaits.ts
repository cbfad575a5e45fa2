// What a task awaited: at which awaits its last turns ended, for timelines, and which promises, for single flight (rules/lost-update.ts).
import { clockwork, find, type Task } from './task.ts';

/** Remembers where `task` suspends now. */
export function noteAwait(task: Task, site: number): void {
  if (task.awaitTurn !== clockwork.turn) {
    task.awaitSiteBefore = task.awaitSite;
    task.awaitTurnBefore = task.awaitTurn;
    task.awaitTurn = clockwork.turn;
  }
  task.awaitSite = site;
}

/** The await by which `task` suspended at the end of `turn`; 0: not known any more. */
export function awaitOf(task: Task, turn: number): number {
  return task.awaitTurn === turn ? task.awaitSite : task.awaitTurnBefore === turn ? task.awaitSiteBefore : 0;
}

/** Remembers that `task` awaited the promise with this number. */
export function noteAwaited(task: Task, promise: number): void {
  const { awaited } = task;
  task.awaited = promise;
  if (awaited === 0) return;
  // Most tasks await one promise or none.
  (task.awaitedBefore ??= [])[task.awaitedAt] = awaited;
  task.awaitedAt = (task.awaitedAt + 1) % AWAITED_RING;
}
/** Older ones that are remembered. */
const AWAITED_RING = 7;

/** Whether both tasks awaited one and the same promise lately. */
export function awaitedTogether(a: Task, b: Task): boolean {
  const x = find(a);
  const y = find(b);
  if (x.awaited === 0 || y.awaited === 0) return false;
  return hasAwaited(y, x.awaited) || x.awaitedBefore?.some((promise) => hasAwaited(y, promise)) === true;
}

function hasAwaited({ awaited, awaitedBefore }: Task, promise: number): boolean {
  return awaited === promise || (awaitedBefore !== null && awaitedBefore.includes(promise));
}
