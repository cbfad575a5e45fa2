// A place that was taken in the turn of its test, and is moved from one count to another later:
//
//   if (job.running + job.done >= job.limit) return; job.running++; await …; job.running--; job.done++
//
// What was tested is the sum, and the task has its part of it from the turn of the test on. Neither its own `done++` nor another
// one's, which gives back a place in the same turn, changes the sum: whatever falls between, the test stays as true as it was.
// A count that goes up without a place given back does change it, and is told.
import { directionOf, inOneSum } from '../lexical.ts';
import type { Access, Interval } from '../store.ts';

/** Whether both the operation's write and the one that falls into it move a place within the sum that was tested. */
export function isTransfer({ first, second }: Interval, write: Access): boolean {
  if (!first.guard || second.op !== 'update' || write.op !== 'update') return false;
  const { updates } = first.record;
  const way = directionOf(second.site);
  for (let i = 0; i < updates.length; i += 3) {
    if (directionOf(updates[i + 1]!) !== way || !inOneSum(first.site, updates[i + 2]!)) continue;
    if (goesBack(updates[i]!, second, way) && goesBack(updates[i]!, write, directionOf(write.site)))
      return true;
  }
  return false;
}

/** Whether the turn of `update`, which counts in direction `way`, counts the entry with that number the other way. */
function goesBack(entry: number, { record: { updates } }: Access, way: number): boolean {
  for (let i = 0; i < updates.length; i += 3)
    if (updates[i] === entry && directionOf(updates[i + 1]!) * way < 0) return true;
  return false;
}
