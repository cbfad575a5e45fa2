// order-race: two writes whose order nobody decided.
//
// At the default level, handlers of messages of two different threads that store different values under one key.
//
// At every level, the observed inversion: two calls of one async function, both writing after a suspension, where the
// call that began earlier finished last, without having seen the later one's value, and its different value stayed ("the
// older search answers last and wins"). The write stands in the async function itself: what a helper stores is the state
// of the helper's object.
// At level strict, any two unordered writes of different values made after a suspension.
import { type Access, type Entry, UNKNOWN } from '../store.ts';
import { isRecomputed } from '../flows.ts';
import { hasEndedBefore } from '../edges/thread-ends.ts';
import { isSuspendable, writesConstant, writesTime } from '../lexical.ts';
import { Shape } from '../shapes.ts';
import { createdBy, find, ForkKind, happensBefore, isBefore, type Task } from '../task.ts';
import { sameValue } from './lost-update.ts';
import type { Verdict } from './verdict.ts';

/** The earlier write that `write` overwrites out of order, with the verdict; null when their order is no accident. */
export function invertedWrite(
  entry: Entry,
  write: Access,
  now: Task,
  strict: boolean,
): { earlier: Access; verdict: Verdict } | null {
  const mine = find(write.task);
  if (!write.changed || write.op !== 'write' || write.turn === mine.forkTurn) return null;
  // `n = 0; n++`: what it came to is not known.
  if (write.value === UNKNOWN && write.lastSite !== write.site) return null;
  const isCalls = mine.kind === ForkKind.CALL && isSuspendable(write.site);
  if (!isCalls && !strict) return null;
  for (let i = entry.writes.length - 1; i >= 0; i--) {
    const earlier = entry.writes[i]!;
    if (earlier === write || earlier.op !== 'write' || !earlier.changed) continue;
    // First of all what does not go to the task's memory.
    if (isBefore(earlier.time, earlier.turn, earlier.chain, now.clock) || sameValue(earlier, write)) continue;
    const other = find(earlier.task);
    if (other === mine || earlier.turn === other.forkTurn || endsBefore(other, now)) continue;
    if (createdBy(earlier.task, mine, 0) || createdBy(mine, other, 0)) continue;
    // The call has seen the other one's value since, and went on with that.
    const seen = (read: Access): boolean => read.time > earlier.time && read.time < write.time;
    if (entry.reads.some((read) => seen(read) && find(read.task) === mine)) return null;
    const inverted =
      isCalls &&
      !entry.reads.some((read) => read.time > earlier.time && find(read.task) === mine) &&
      earlier.site === write.site &&
      other.kind === ForkKind.CALL &&
      mine.site === other.site &&
      mine.forkTime < other.forkTime &&
      !grows(earlier, write) &&
      !isLaterTime(earlier, write);
    if (!inverted && !strict) return null;
    // Made from what is there now: whoever comes last takes the others' into account.
    if (entry.reads.some((read) => read.turn === write.turn && read.time < write.time)) return null;
    if (isRecomputed(write.site)) return null;
    return { earlier, verdict: { severity: 'error', certainty: inverted ? 'observed' : 'predicted' } };
  }
  return null;
}

/**
 * The earlier write of a different value by the handler of another thread's message: which message came last is nobody's
 * decision. Null where an order exists, or where the later handler looked at what was there.
 */
export function messageBefore(entry: Entry, write: Access, now: Task): Access | null {
  if (!isAnswer(write) || !write.blind) return null;
  for (let i = entry.writes.length - 1; i >= 0; i--) {
    const earlier = entry.writes[i]!;
    const { origin } = find(earlier.task);
    if (earlier === write || !isAnswer(earlier) || origin === null || origin === now.origin) continue;
    if (sameValue(earlier, write) || isLaterTime(earlier, write)) continue;
    if (happensBefore(earlier, now, now.clock) || endsBefore(find(earlier.task), now)) return null;
    // Made from what is there now, the other's message included.
    return isRecomputed(write.site) ? null : earlier;
  }
  return null;
}

/** Whether `task` handled a message of a thread that had ended before `now` began. */
function endsBefore({ origin }: Task, now: Task): boolean {
  return origin !== null && origin !== now.origin && hasEndedBefore(origin, now);
}

/** A write of what came: no constant, and not written over in the turn, as a cache that is emptied and filled again. */
function isAnswer(write: Access): boolean {
  return (
    write.changed && write.op === 'write' && write.lastSite === write.site && !writesConstant(write.site)
  );
}

/** Numbers from here on are points in time, in milliseconds (1973 and later). */
const A_TIME = 1e11;

/** Whether both are times, taken from the clock in the order in which they were written. */
function isLaterTime(earlier: Access, later: Access): boolean {
  const { value } = later;
  if (value instanceof Shape && earlier.value instanceof Shape)
    return earlier.value.made !== 0 && value.made > earlier.value.made;
  if (typeof value === 'string' && typeof earlier.value === 'string')
    return value > earlier.value && writesTime(later.site) && writesTime(earlier.site);
  return grows(earlier, later) && (earlier.value as number) > A_TIME;
}

/** A number that grew is a time stamp or a maximum: the last writer is the newest whatever began first. */
function grows(earlier: Access, later: Access): boolean {
  return typeof earlier.value === 'number' && typeof later.value === 'number' && later.value > earlier.value;
}

/** At level strict: the only write of the entry, if `read` was made later without an order to it. */
export function unorderedRead(entry: Entry, read: Access, now: Task): Access | null {
  const writes = entry.writes.filter((write) => write.changed);
  const [write] = writes;
  if (write === undefined || writes.length !== 1 || write.op !== 'write' || read.guard) return null;
  const writer = find(write.task);
  if (writer === now || write.turn === writer.forkTurn || write.turn === read.turn) return null;
  if (happensBefore(write, now, now.clock) || endsBefore(writer, now)) return null;
  return createdBy(write.task, now, read.time) || createdBy(now, writer, 0) ? null : write;
}

/** At level strict: a read that came before the only write without an order to it ("used before it was loaded"). */
export function readBefore(entry: Entry, write: Access, now: Task): Access | null {
  if (!write.changed || write.op !== 'write' || write.turn === now.forkTurn || entry.writes.length !== 1)
    return null;
  for (const read of entry.reads) {
    if (read.guard || read.turn === write.turn || read.time > write.time || find(read.task) === now) continue;
    if (happensBefore(read, now, now.clock)) continue;
    if (createdBy(now, read.task, read.time) || createdBy(read.task, now, 0)) continue;
    return read;
  }
  return null;
}
