// Reads that begin nothing: those of calls and callbacks that have ended when their turn ends, and set nothing going (`if (cache.has(key))
// return cache.get(key)`). No other access belongs to their operation, and none will. An entry that is read ten thousand times by
// such calls keeps none of them, so that they die young, and what others have read is not pushed out of its lists.
//
// What is asked of everybody's reads is kept: a plain read behind a write may be a use of what was written (rules/clobbered-write.ts) or a look
// at the store as a whole (rules/lost-insertion.ts), one that found nothing tells a copy's sides apart (copies.ts), a test before the
// task's own write speaks for that one (rules/lost-update.ts), and at level strict a read is a side of a race itself.
import { onTurnLeft } from './current.ts';
import { settings } from './judging.ts';
import { ABSENT, type Access, dropRead, type Entry } from './store.ts';
import { ForkKind, hasPassed } from './task.ts';

/** Reads of the turn that runs that may come to nothing, the first `passing`, and the entries. */
const reads: (Access | null)[] = [];
const entries: (Entry | null)[] = [];
let passing = 0;
/** Of a turn that makes more of them the first ones are looked at. */
const MAX_PASSING = 4096;

/** Notes a read that is kept until the turn has ended, if it turns out to begin nothing. */
export function mayPass(entry: Entry, read: Access, ofWhole: boolean): void {
  if (read.task.kind === ForkKind.LISTENER || passing === MAX_PASSING || settings.strict) return;
  if (read.value === ABSENT || (!read.guard && (ofWhole || entry.writtenIn !== 0))) return;
  reads[passing] = read;
  entries[passing++] = entry;
}

/** Drops those that begin nothing: a turn has ended. */
export function dropPassed(): void {
  while (passing > 0) {
    const read = reads[--passing]!;
    const entry = entries[passing]!;
    reads[passing] = entries[passing] = null;
    if (hasPassed(read.task) && !hasWritten(entry, read)) dropRead(entry, read);
  }
}

/** Whether the reader has written to the entry since. */
function hasWritten({ writes }: Entry, { task, time }: Access): boolean {
  for (let i = writes.length - 1; i >= 0 && writes[i]!.time > time; i--)
    if (writes[i]!.task === task) return true;
  return false;
}

/** Starts to drop such reads once a turn has ended that was not within another one, which would go on. */
export function trackPassing(): void {
  onTurnLeft(dropPassed);
}
