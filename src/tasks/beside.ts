// What a turn changes beside a flag that it sets, where the flag is set already: `doc.text = text; dirty = true`. The flag stays as it is, but who
// saves what there was before, and clears the flag then, takes the sign of that change away (clearsSign() in rules/lost-update.ts).
import { CONTENTS } from './shapes.ts';
import { inLine } from './lines.ts';
import type { Access, Entry } from './store.ts';

/** By the write of a flag: what its turn has changed, and the stores, each as a whole, that this is a part of. */
const changedBeside = new WeakMap<Access, readonly Beside[]>();

/** A place that was changed. */
export interface Beside {
  readonly entry: Entry;
  /** Its store as a whole, where anybody looked at that. */
  readonly whole: Entry | null;
}

/** Entries that are remembered of a turn. */
const MOST = 8;

/** The turn of `flag`, a write that stores what was there already, has changed these. */
export function noteBeside(flag: Access, changed: readonly Beside[]): void {
  if (changed.length > 0) changedBeside.set(flag, changed.slice(0, MOST));
}

/** Whether the operation that began with `first` and ends with `second` has read, before the turn of `flag` and not since, what that changed. */
export function readBefore(first: Access, second: Access, flag: Access): boolean {
  const changed = changedBeside.get(flag);
  if (changed === undefined) return false;
  const isOwn = ({ task, time, turn, by, lineage }: Access): boolean =>
    turn >= first.turn && time < second.time && inLine(task, time, turn, second.task, by, lineage);
  return changed.some(({ entry, whole }) => {
    const ofWhole = whole === null ? [] : whole.reads.filter(isOwn);
    const reads = entry.reads.filter(isOwn);
    if ([...reads, ...ofWhole].some(({ time }) => time > flag.time)) return false;
    return reads.some(({ guard }) => !guard) || ofWhole.some(({ value }) => value === CONTENTS);
  });
}
