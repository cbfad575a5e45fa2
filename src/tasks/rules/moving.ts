// What speaks against a prediction: a write that did not fall into an operation in this run is moved there, and would not be made, or would change
// nothing, or would have the operation come out otherwise.
import { isDefaulted } from '../flows.ts';
import { inLine } from '../lines.ts';
import { find } from '../task.ts';
import { isPrimitive, Shape } from '../shapes.ts';
import { ABSENT, type Access, type Entry, type Interval, UNKNOWN } from '../store.ts';
import { isTruthy, turns } from '../values.ts';
import { ObjectIs } from '../../hooks/primordials.ts';

/** Whether a write that lies outside of an operation can be predicted to fall into it. */
export function canMove(interval: Interval, write: Access, entry: Entry): boolean {
  return (
    !decidedOtherwise(interval, write, entry) &&
    !putsBackWhatWas(interval, write) &&
    !answersTo(interval, write)
  );
}

/**
 * A prediction moves the write into the operation. It does not hold where that would have turned a condition: where the
 * operation's guard saw what the write had made (of something nothing, or of nothing something), or where the writer's
 * own guard saw what the operation had made. A read that was given a default (`votes.get(who) ?? 0`) turns nothing.
 */
function decidedOtherwise(interval: Interval, write: Access, entry: Entry): boolean {
  const { first, second } = interval;
  // What was put there before would have been found, and what is nothing leaves the place free.
  if (first.isSearch && (write.time < first.time || !(write.value instanceof Shape || isTruthy(write.value))))
    return true;
  if (write.time < first.time) {
    if (!first.guard) return makesWhatIsRead(write, first, entry);
    return (write.before === UNKNOWN || flips(write)) && !isDefaulted(first.site);
  }
  if (!flips(second)) return false;
  return entry.reads.some(
    (read) =>
      read.guard &&
      read.time >= second.time &&
      read.time <= write.time &&
      inLine(read.task, read.time, read.turn, find(write.task)) &&
      !isDefaulted(read.site),
  );
}

/**
 * Whether an operation outside of conditions began with an object, or with an entry of a walk, that the write before it has put where
 * nothing was: without it there would be nothing to begin with.
 */
function makesWhatIsRead(write: Access, first: Access, { writes }: Entry): boolean {
  const { before } = write;
  if (
    !(first.value instanceof Shape || first.walked) ||
    !(before === undefined || before === null || before === ABSENT)
  )
    return false;
  return !writes.some((other) => other.time > write.time && other.time < first.time);
}

/**
 * Whether the write stores, after the operation, what that had found at its beginning, or deletes what was not there then (an entry that a
 * cache makes, and evicts later): moved into the operation it would change nothing.
 */
function putsBackWhatWas({ first, second }: Interval, { value, time }: Access): boolean {
  return time > second.time && first.value !== UNKNOWN && isPrimitive(value) && ObjectIs(first.value, value);
}

/**
 * Whether the operation answers to the write: it saw the state (a word, or yes or no) that the write had made of another one,
 * and tested it, or goes back to that other one (`if (state !== 'up') await connect()` after a `state = 'down'`). With the
 * write moved behind its read it would have seen the other state, and nothing to be done. Numbers are counted on, whatever
 * they were.
 */
function answersTo({ first, second }: Interval, write: Access): boolean {
  const { value } = write;
  // Of a private field it is not known what was there.
  const before = write.before === UNKNOWN ? second.value : write.before;
  return (
    write.time < first.time &&
    ObjectIs(first.value, value) &&
    !ObjectIs(before, value) &&
    isState(value) &&
    isState(before) &&
    (first.guard || ObjectIs(second.value, before))
  );
}

function isState(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

/** Whether a write is known to have turned a truthy value into a falsy one, or the other way round. */
function flips(write: Access): boolean {
  return turns(write.before, write.value);
}
