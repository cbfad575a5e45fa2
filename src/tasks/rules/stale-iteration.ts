// stale-iteration: X walks a live Map, Set or object's keys across a suspension, and another task inserts or deletes
// meanwhile: entries are skipped, visited though gone, or the walk never ends.
import { type Access, type Entry, Interval } from '../store.ts';
import { inLine } from '../lines.ts';
import { type Task } from '../task.ts';
import { fallsBetween, fellBetween } from './falls-between.ts';
import type { Verdict } from './verdict.ts';

/** The walk that `step` goes on with, if it began in an earlier turn. */
export function walkBefore(entry: Entry, step: Access): Interval | null {
  for (let i = entry.reads.length - 1; i >= 0; i--) {
    const read = entry.reads[i]!;
    if (read.op === 'iterate' && inLine(read.task, read.time, read.turn, step.task))
      return read.turn === step.turn ? null : new Interval('stale-iteration', read, step);
  }
  return null;
}

export function judgeStaleIteration(interval: Interval, write: Access, now: Task): Verdict | null {
  if (!write.structural || !write.changed || !fallsBetween(interval, write, now)) return null;
  // What was written before the walk began may have been written to a store that was everybody's until then: a table that
  // is swapped for a fresh one in the turn in which the walk of the old one begins.
  if (write.time < interval.first.time) return null;
  return { severity: 'error', certainty: fellBetween(interval, write) ? 'observed' : 'predicted' };
}
