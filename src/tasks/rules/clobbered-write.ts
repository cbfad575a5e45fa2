// clobbered-write: X writes L in one turn and uses it in a later one as if it were still its own; Y, running the same
// code (the same write site), wrote another value between. Another site's write is meant for X: a cancel flag.
//
// A guarding read is no use but a check ("am I still the latest?"), nor is one whose value nobody takes (`cache.get(key);` makes
// an entry the youngest); an update (`++seq`) is no value of X's own, and a
// write made from what was there (the head of a list) means the store to be everybody's.
//
// What a function reads that its own callbacks write (`let latest; each(async (v) => { latest = await f(v); }); … latest`) is theirs,
// whichever was the last: no value of its own, even where it has awaited one of them at once.
//
// Where X uses it in a callback (`latest = v; timer ??= setTimeout(() => send(latest))`), Y must use its value later, too: who
// leaves that to the callback of the other has published it. Y may do so after X; the race is told then.
import { Shape } from '../shapes.ts';
import { type Access, type Entry, Interval, UNKNOWN } from '../store.ts';
import { inOneSynchronousFunction, isDropped, liesInside, reaches } from '../lexical.ts';
import { Line, lineOf } from '../lines.ts';
import { createdBy, find, ForkKind, type Task, wholeOf } from '../task.ts';
import { fallsBetween, fellBetween } from './falls-between.ts';
import { sameValue } from './lost-update.ts';
import type { Verdict } from './verdict.ts';

/** The operation that `read` ends: X's own last write of an earlier turn, if X did not write again since. */
export function ownWriteBefore(entry: Entry, read: Access): Interval | null {
  if (read.guard || isDropped(read.site)) return null;
  const lineage = wholeOf(read.lineage);
  let own: Access | null = null;
  for (let i = entry.writes.length - 1; i >= 0 && own === null; i--) {
    const write = entry.writes[i]!;
    if (write.time > read.time) continue;
    if (write.time < lineage.began) break;
    if (write.lineage !== lineage && wholeOf(write.lineage) !== lineage) continue;
    const line = lineOf(write.task, write.time, write.turn, read.task, write.by, write.lineage);
    if (line === Line.FULL || (line === Line.CAPTURED && reaches(write.site, read.site))) own = write;
  }
  if (own === null || own.turn === read.turn || own.op !== 'write' || !own.blind) return null;
  // What one turn writes at two places is the state of a machine, not a value of the task's own.
  if (own.lastSite !== own.site) return null;
  if (
    !reaches(own.site, read.site) &&
    !(
      (find(own.task) === find(read.task) || isCalledAtOnce(own, read.task)) &&
      !inOneSynchronousFunction(own.site, read.site)
    )
  )
    return null;
  return new Interval('clobbered-write', own, read);
}

/**
 * Whether `task` is an async function that a listener called behind its write, in one turn: a request's middleware keeps what the handler
 * reads. Who writes in no event of its own and calls one has published.
 */
function isCalledAtOnce(own: Access, task: Task): boolean {
  const { kind, lineParent, forkTurn } = find(task);
  const writer = find(own.task);
  return (
    kind === ForkKind.CALL &&
    writer.kind === ForkKind.LISTENER &&
    forkTurn === own.turn &&
    lineParent !== null &&
    find(lineParent) === writer
  );
}

export function judgeClobberedWrite(interval: Interval, write: Access, now: Task): Verdict | null {
  if (write.lastSite !== interval.first.lastSite || !write.changed) return null;
  if (!fallsBetween(interval, write, now)) return null;
  if (sameValue(write, interval.first)) return null;
  if (isCallbacks(interval, write)) return null;
  if (fellBetween(interval, write)) return { severity: 'error', certainty: 'observed' };
  const known = (a: Access): boolean =>
    a.value !== UNKNOWN && !(a.value instanceof Shape && a.value.identity === 0);
  return known(write) && known(interval.first) ? { severity: 'error', certainty: 'predicted' } : null;
}

/** Whether X and Y wrote in callbacks of the function that reads, and X had set Y going. */
function isCallbacks({ first, second }: Interval, write: Access): boolean {
  return liesInside(first.site, second.site) && createdBy(write.task, second.task, 0);
}

/** Whether X uses its value in a callback, and Y (`write`) has not used its own so far. */
export function awaitsUse({ first, second }: Interval, write: Access, entry: Entry): boolean {
  return find(first.task) !== find(second.task) && !entry.reads.some((read) => uses(read, write, entry));
}

/**
 * Whether `read` is a use of what `write` stored, by the operation that wrote. What it has replaced itself by then was not
 * kept for this read, as X's own value is its last one (`ownWriteBefore`).
 */
export function uses(read: Access, write: Access, { writes }: Entry): boolean {
  return (
    !read.guard &&
    read.time > write.time &&
    read.turn !== write.turn &&
    lineOf(write.task, write.time, write.turn, read.task) !== Line.NONE &&
    !writes.some(
      (own) =>
        own.time > write.time &&
        own.time < read.time &&
        lineOf(own.task, own.time, own.turn, read.task) !== Line.NONE,
    )
  );
}
