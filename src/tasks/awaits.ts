// What a task awaited: at which awaits its last turns ended, for timelines, and which promises, for single flight (rules/lost-update.ts).
import { pastOf } from './past.ts';
import { clockwork, find, type Task } from './task.ts';

/** Remembers where `task` suspends now. */
export function noteAwait(task: Task, site: number): void {
  if (task.awaitTurn !== clockwork.turn) {
    if (task.awaitTurn !== 0) {
      const past = pastOf(task);
      past.awaitSite = task.awaitSite;
      past.awaitTurn = task.awaitTurn;
    }
    task.awaitTurn = clockwork.turn;
  }
  task.awaitSite = site;
}

/** The await by which `task` suspended at the end of `turn`; 0: not known any more. */
export function awaitOf(task: Task, turn: number): number {
  if (task.awaitTurn === turn) return task.awaitSite;
  return task.past !== null && task.past.awaitTurn === turn ? task.past.awaitSite : 0;
}

/** Remembers that `task` awaited the promise with this number, which no other has. */
export function noteAwaited(task: Task, promise: number): void {
  const { awaited, awaitedBefore } = task;
  task.awaited = promise;
  task.awaitedBefore = awaited;
  // Most tasks await two promises at most.
  if (awaitedBefore === 0) return;
  const past = pastOf(task);
  if (past.awaited === null) past.awaited = [awaitedBefore];
  else past.awaited[past.awaitedAt] = awaitedBefore;
  past.awaitedAt = (past.awaitedAt + 1) % AWAITED_RING;
}
/** Older ones than the last two that are remembered. */
const AWAITED_RING = 6;

/** Whether both tasks awaited one and the same promise lately. */
export function awaitedTogether(a: Task, b: Task): boolean {
  const x = find(a);
  const y = find(b);
  if (x.awaited === 0 || y.awaited === 0) return false;
  if (hasAwaited(y, x.awaited) || (x.awaitedBefore !== 0 && hasAwaited(y, x.awaitedBefore))) return true;
  const older = x.past === null ? null : x.past.awaited;
  return older !== null && older.some((promise) => hasAwaited(y, promise));
}

/** Whether the promise that `task` goes on from was awaited by the other one, too. */
export function goesOnTogether(task: Task, other: Task): boolean {
  const { awaited } = find(task);
  return awaited !== 0 && hasAwaited(find(other), awaited);
}

function hasAwaited({ awaited, awaitedBefore, past }: Task, promise: number): boolean {
  if (awaited === promise || awaitedBefore === promise) return true;
  return past !== null && past.awaited !== null && past.awaited.includes(promise);
}
