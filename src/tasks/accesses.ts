// Records an access of the running task. The fast path answers "this task did the same to this entry in this turn
// already" with three compares. What is recorded is judged when the turn ends (judging.ts).
import { ObjectIs } from '../hooks/primordials.ts';
import { asking, isAnswer, isAsking } from './asking.ts';
import { noteCondition } from './conditions.ts';
import { here } from './current.ts';
import { judgeLater, NO_READS, noteCheck, Pending, settings } from './judging.ts';
import { mayPass } from './passing.ts';
import { isTruthy, turns } from './values.ts';
import { noteSite } from './stacks.ts';
import { CONTENTS, isPrimitive, Shape } from './shapes.ts';
import {
  type Access,
  type Entry,
  coverage,
  keepRead,
  keepWrite,
  latestWrite,
  makeAccess,
  isUntouched,
  Seen,
  type StoreShadow,
  UNKNOWN,
} from './store.ts';
import { clockwork, find, ForkKind, isBefore, type Task } from './task.ts';
import { noteTest, noteUpdate, noteWrite } from './turn-record.ts';
import type { WriteTraits } from './write-traits.ts';

/**
 * Whether the running task did the same (`bits` of Seen) to `entry` in this turn already, and forked nothing since: a
 * check made before each of two forks is two checks.
 */
export function alreadySeen(entry: Entry, bits: number): boolean {
  if (entry.lastTurn !== clockwork.turn || (entry.seen & bits) !== bits) return false;
  if (bits === Seen.READ && isAsking()) return false;
  const task = here();
  return entry.lastTask === task && entry.lastTime >= task.forked;
}

/**
 * Records a read.
 * @param value - what is read, as shapeOf() says it; UNKNOWN if the hook cannot tell without running user code
 * @param op - `iterate` where a walk over the store begins
 * @param walked - a walk handed it out: without the entry it would not have come by
 */
export function recordRead(
  shadow: StoreShadow,
  entry: Entry,
  site: number,
  guard: boolean,
  value: unknown,
  op: 'read' | 'iterate' = 'read',
  walked = false,
): void {
  const asked = isAsking() && isAnswer(site, guard) ? asking.site : 0;
  if (asked !== 0) guard = true;
  const bits = guard ? Seen.GUARD : Seen.READ;
  if (guard) noteCondition(site);
  if (op === 'read' && alreadySeen(entry, bits)) return;
  const task = here();
  if (guard) noteTest(entry.id);
  const read = makeAccess(task, site, op, guard, value, false, UNKNOWN, false);
  read.asked = asked;
  if (walked) read.walked = true;
  const isFirst = entry.lastTime <= task.madeAt;
  touch(entry, read, guard ? bits | Seen.TESTED : bits);
  // A guarding read is no use of a value: nothing is to be judged.
  if (entry.writtenIn !== 0 && entry !== shadow.whole && (!guard || op === 'iterate'))
    judgeLater(new Pending(shadow, entry, read));
  // What the turn itself has just stored is there whatever came before.
  if (guard && entry.writtenIn !== read.turn) noteCheck(entry, read);
  keepRead(entry, read, isFirst);
  mayPass(entry, read, entry === shadow.whole);
  if (shadow.copy !== null) shadow.copy.read(shadow, entry, read);
}

/** Records that an array is searched for a place: a look at each of its elements, of which one matters, if any is written. */
export function recordSearch(shadow: StoreShadow, site: number, guard: boolean): void {
  const { structure } = shadow;
  const { time } = clockwork;
  recordRead(shadow, structure, site, guard, UNKNOWN);
  const { reads } = structure;
  const read = reads.length === 0 ? undefined : reads[reads.length - 1];
  if (read !== undefined && read.time > time) read.noteSearch();
}

/** Records a step of a walk that `recordRead(…, 'iterate')` began. */
export function recordStep(shadow: StoreShadow, entry: Entry, site: number): void {
  const task = here();
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task && (entry.seen & Seen.STEP) !== 0) return;
  const step = makeAccess(task, site, 'iterate', false, UNKNOWN, false, UNKNOWN, false);
  touch(entry, step, Seen.STEP);
  judgeLater(new Pending(shadow, entry, step));
}

/**
 * Records a write.
 * @param before - the value there was (ABSENT: no such key); UNKNOWN if it cannot be told
 * @param value - the value stored (ABSENT: deleted), as storedShapeOf() says it
 * @param changed - whether these two differ
 * @param isPart - which reads of the store as a whole come before it as reads of the entry; null: none
 */
export function recordWrite(
  shadow: StoreShadow,
  entry: Entry,
  site: number,
  op: 'write' | 'update' | 'delete',
  before: unknown,
  value: unknown,
  changed: boolean,
  traits: WriteTraits,
  isPart: ((read: Access) => boolean) | null = null,
): void {
  const task = here();
  if (op === 'update') noteUpdate(entry.id, site, testSite(entry));
  const last = entry.writtenIn === clockwork.turn ? latestWrite(entry) : undefined;
  if (last !== undefined && last.task === task) {
    amend(shadow, entry, last, site, value, changed, op);
    return;
  }
  // An update reads and writes in one turn: its read is fresh, but decides nothing.
  if (op === 'update') recordRead(shadow, entry, site, false, before);
  const write = makeAccess(task, site, op, false, value, traits.structural, before, changed);
  if (last !== undefined) foldEarlier(entry, write);
  const tested = hasTested(entry, task);
  noteWrite(
    entry.id,
    task,
    tested,
    turns(before, value) || (tested && turnsUnknown(before, value)),
    isTruthy(value),
  );
  touch(entry, write, Seen.WRITE);
  const first = isUntouched(entry);
  keepWrite(entry, write);
  if (shadow.copy !== null && changed && entry !== shadow.whole)
    shadow.copy.wrote(shadow, entry, write, before, value);
  const copied = isPart !== null && shadow.whole !== null && shadow.whole.reads.length > 0;
  // There is nothing yet that it could be judged against.
  if (first && !copied && !settings.strict) return;
  const reads = copied
    ? withCopies(entry, shadow.structure, isPart)
    : entry.reads.length === 0
      ? NO_READS
      : lend(entry);
  judgeLater(new Pending(shadow, entry, write, traits, reads, copied));
}

/**
 * A store is emptied, or another empty one put where it was.
 * @param held - how much it held; UNKNOWN if the hook cannot tell
 */
export function recordEmptying(shadow: StoreShadow, site: number, held: unknown): void {
  const entry = shadow.whole;
  if (entry === null || entry.ordered || entry.reads.length === 0 || entry.writes.length === 0) return;
  const emptying = makeAccess(here(), site, 'delete', false, UNKNOWN, true, held, true);
  judgeLater(new Pending(shadow, entry, emptying));
}

/** The entry's reads so far, until the turn has been judged: keepRead() leaves them as they are. */
function lend(entry: Entry): readonly Access[] {
  entry.lent = true;
  return entry.reads;
}

/** A read of all that a store holds. */
export function isCopy({ value }: Access): boolean {
  return value === CONTENTS;
}

/** A search among the elements of an array. */
export function isSearch(read: Access): boolean {
  return read.isSearch;
}

/** The reads of `entry` and such ones of its store, in the order of their time. */
function withCopies(entry: Entry, structure: Entry, isPart: (read: Access) => boolean): readonly Access[] {
  const copies = structure.reads.filter(isPart);
  if (copies.some(({ guard }) => guard)) entry.guarded = true;
  return copies.length === 0
    ? entry.reads.slice()
    : [...entry.reads, ...copies].sort((a, b) => a.time - b.time);
}

/** A further write of one task in one turn: what counts is the value at the turn's end against the one before it. */
function amend(
  shadow: StoreShadow,
  entry: Entry,
  write: Access,
  site: number,
  value: unknown,
  changed: boolean,
  op: Access['op'],
): void {
  noteWrite(entry.id, write.task, hasTested(entry, here()), turns(write.value, value), isTruthy(value));
  write.value = value;
  write.until = find(write.task).accessed = ++clockwork.time;
  write.lastSite = site;
  write.changed = changes(entry, entry.writes.length - 1, write, op, changed || write.changed);
  if (shadow.copy !== null && changed && entry !== shadow.whole)
    shadow.copy.wrote(shadow, entry, write, write.before, value);
}

/** Whether what a task stored in a turn, last by `op`, is another value than there was before its write at `index`. */
function changes(
  { writes }: Entry,
  index: number,
  { before, value }: Access,
  op: Access['op'],
  otherwise: boolean,
): boolean {
  if (op === 'update' || value === UNKNOWN) return true;
  if (isPrimitive(before) && isPrimitive(value)) return !ObjectIs(before, value);
  // Which object there was tells the write before it.
  const there = index === 0 ? UNKNOWN : writes[index - 1]!.value;
  return (
    otherwise &&
    !(
      there instanceof Shape &&
      value instanceof Shape &&
      there.identity !== 0 &&
      there.identity === value.identity
    )
  );
}

/**
 * A task goes on writing after another one wrote within its turn (`const outer = current; current = mine; call(); current = outer`): the
 * turn is atomic, so that its last write is the one that counts, against what there was before its first.
 */
function foldEarlier(entry: Entry, write: Access): void {
  const { writes } = entry;
  for (let i = writes.length - 1; i >= 0 && writes[i]!.turn === write.turn; i--) {
    const earlier = writes[i]!;
    if (earlier.task !== write.task) continue;
    write.before = earlier.before;
    write.changed = changes(entry, i, write, write.op, write.changed || earlier.changed);
    earlier.changed = false;
    return;
  }
}

/**
 * Whether what is written after a test may be taken to turn what the test saw, which nobody knows: the first write of a private field,
 * `if (this.#busy) return; this.#busy = true`. Words and numbers are states of which there may be more than two.
 */
function turnsUnknown(before: unknown, value: unknown): boolean {
  return before === UNKNOWN && value !== UNKNOWN && typeof value !== 'string' && typeof value !== 'number';
}

/** Whether `task`, or who has called its async function (`if (!busy) run()`), read the entry in a condition in this turn. */
function hasTested(entry: Entry, task: Task): boolean {
  if (entry.lastTurn !== clockwork.turn || (entry.seen & Seen.TESTED) === 0) return false;
  for (let at: Task | null = task; at !== null; at = at.lineParent) {
    if (at === entry.lastTask) return true;
    if (at.kind !== ForkKind.CALL || at.forkTurn !== clockwork.turn || at.forkTime < entry.lastTime)
      return false;
  }
  return false;
}

/** Where a condition of this turn read the entry last; 0: nowhere. */
function testSite({ guarded, reads }: Entry): number {
  if (!guarded) return 0;
  for (let i = reads.length - 1; i >= 0 && reads[i]!.turn === clockwork.turn; i--)
    if (reads[i]!.guard) return reads[i]!.site;
  return 0;
}

function touch(entry: Entry, { task, chain, site, time }: Access, bits: number): void {
  // An entry that one task alone touches takes part in no race: most stacks need not be taken.
  if (entry.lastTask !== null && entry.lastTask !== task) noteSite(site, time);
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task) {
    if (entry.lastTime < task.forked) entry.seen &= ~(Seen.READ | Seen.GUARD);
    entry.seen |= bits;
  } else {
    if (entry.lastTask !== null) noteOrder(entry, entry.lastTask, task);
    entry.lastTurn = clockwork.turn;
    entry.lastTask = task;
    entry.lastChain = chain;
    entry.seen = bits;
  }
  entry.lastTime = clockwork.time;
}

/**
 * Notes whether the access of `task` comes after the one of `last` before it in every schedule, and in a turn of its own. While
 * that holds for each two accesses that follow each other, an entry's accesses are all in one order: no write could fall
 * into an operation, and none has come out of order. Two tasks in one turn (a callee and its caller) are in order, too, but
 * what one does may fall into an operation of the other one.
 *
 * Counts entries that two tasks touched without an order between them: without any, no race could have been found.
 */
function noteOrder(entry: Entry, last: Task, task: Task): void {
  if (entry.overlapped) return;
  const before = isBefore(entry.lastTime, entry.lastTurn, entry.lastChain, task.clock);
  // What does not go to the other task's memory first.
  if (before && entry.lastTurn < clockwork.turn) return;
  const own = find(last) === find(task);
  if (entry.lastTurn >= clockwork.turn && (entry.lastTurn > clockwork.turn || !own)) entry.ordered = false;
  if (own || before) return;
  entry.overlapped = true;
  entry.ordered = false;
  coverage.overlaps++;
}
