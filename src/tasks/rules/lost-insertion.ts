// lost-update of a store as a whole: task X copies what a store holds, waits, and empties it, without having looked again; what
// another task put into it meanwhile is in no copy, and gone.
//
//   const rows = this.#rows.map(toJson); await insert(rows); this.#rows = [];
//
// Told only where it was seen to happen, and only where the text leaves X no other way to what came meanwhile
// (instrument/flows/emptied.ts): whoever looks at a store while it holds more has perhaps dealt with that, so that a look by anybody between
// the insertion and the end, in a condition aside, makes it none; and so does a removal.
import { emptiesCopied } from '../flows.ts';
import { type Access, type Entry, Interval, UNKNOWN } from '../store.ts';
import { find, isOf } from '../task.ts';
import { fallsBetween } from './falls-between.ts';

/** An insertion that `emptying` lost, and the operation it fell into. */
export interface LostInsertion {
  readonly interval: Interval;
  readonly write: Access;
}

/**
 * Looks for what is lost when a store is emptied.
 * @param entry - the store as a whole
 * @param emptying - made by whoever empties it; its value before is how much it held then
 */
export function lostInsertion(entry: Entry, emptying: Access): LostInsertion | null {
  const { reads, writes } = entry;
  const task = find(emptying.task);
  let first: Access | null = null;
  let looked = 0;
  for (let i = reads.length - 1; i >= 0 && first === null; i--) {
    const read = reads[i]!;
    if (read.time > emptying.time) continue;
    if (isOf(read.task, read.by, task, read.time)) first = read;
    else if (!read.guard && looked === 0) looked = read.time;
  }
  if (first === null || first.guard || first.turn === emptying.turn) return null;
  if (looked < first.time) looked = first.time;
  const interval = new Interval('lost-update', first, emptying);
  for (let i = writes.length - 1; i >= 0; i--) {
    const write = writes[i]!;
    if (write.time > emptying.time) continue;
    if (write.time <= looked || write.op === 'delete') return null;
    if (!write.changed || !fallsBetween(interval, write, task, entry)) continue;
    if (isFewer(first, emptying) || !emptiesCopied(first.site, emptying.site)) return null;
    return { interval, write };
  }
  return null;
}

/** Whether the store is known to have held no more when it was emptied than when it was copied. */
function isFewer({ value }: Access, { before }: Access): boolean {
  if (before === UNKNOWN) return false;
  return typeof before === 'number' && typeof value === 'number' ? before <= value : before === 0;
}
