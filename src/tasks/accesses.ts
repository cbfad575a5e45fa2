// Records an access of the running task. The fast path answers "this task did the same to this entry in this turn
// already" with three compares.
//
// The rules look at a turn's accesses when the turn ends: then it is known whether a callee was awaited at once (and is
// one operation with its caller), whether the turn changed the value at all (`busy = true … busy = false`), and whether
// what was read was written in the same turn, too. A turn is atomic, so nothing is lost by waiting for its end.
import { ObjectIs } from '../hooks/primordials.ts';
import { asking, isAnswer, isAsking } from './asking.ts';
import { noteCondition, setsGoingAtAll } from './conditions.ts';
import { here, onTurnEnd } from './current.ts';
import { canDecide } from './lexical.ts';
import { pace, unseenUntil } from './pace.ts';
import { reportInversion, reportRace } from './report.ts';
import { awaitsUse, judgeClobberedWrite, ownWriteBefore, uses } from './rules/clobbered-write.ts';
import { isExcluded } from './rules/exclusion.ts';
import { lostInsertion } from './rules/lost-insertion.ts';
import {
  conditionOf,
  judgeLostUpdate,
  settle,
  staleOperation,
  isTruthy,
  turns,
} from './rules/lost-update.ts';
import { invertedWrite, messageBefore, readBefore, unorderedRead } from './rules/order-race.ts';
import { judgeStaleIteration, walkBefore } from './rules/stale-iteration.ts';
import type { Verdict } from './rules/verdict.ts';
import { noteSite } from './stacks.ts';
import {
  Access,
  type Entry,
  type Interval,
  CONTENTS,
  coverage,
  keepInterval,
  keepRead,
  keepWrite,
  makeAccess,
  isUntouched,
  Seen,
  Shape,
  type StoreShadow,
  UNKNOWN,
} from './store.ts';
import { clockwork, find, isBefore, isOf, type Task } from './task.ts';
import { noteTest, noteUpdate, noteWrite } from './turn-record.ts';
import { watching } from './watching.ts';

/** What the rules need of the run's options; set at start. */
export const settings: { strict: boolean; observedOnly: boolean } = { strict: false, observedOnly: false };

/** What a write says of itself besides the values. */
export interface WriteTraits {
  /** Keys came or went. */
  readonly structural: boolean;
  /** The write does not depend on plain reads of the entry. */
  readonly guardsOnly: boolean;
  /** The order in which two tasks make it is no matter of its own. */
  readonly unordered: boolean;
}
/** A value is stored under a key. */
export const VALUE: WriteTraits = { structural: false, guardsOnly: false, unordered: false };
/** A value is stored under a key that was not there, or a key is removed. */
export const KEY: WriteTraits = { structural: true, guardsOnly: false, unordered: false };
/** An element is appended: the whole is judged, not the place. */
export const ELEMENT: WriteTraits = { structural: false, guardsOnly: false, unordered: true };
/** The set of keys changes; how many there were does not matter to it. */
export const MEMBERSHIP: WriteTraits = { structural: true, guardsOnly: true, unordered: true };
/** The set of keys changes in a way that depends on how many there were. */
export const POSITION: WriteTraits = { structural: true, guardsOnly: false, unordered: true };

/** An access of the turn that runs, to be judged at its end. */
class Pending {
  declare readonly shadow: StoreShadow;
  declare readonly entry: Entry;
  declare readonly access: Access;
  /** null: no write. */
  declare readonly traits: WriteTraits | null;
  /** The entry's reads before a write: later ones of the turn replace them. */
  declare readonly reads: readonly Access[];
  /** Reads of the whole store are among these. */
  declare readonly copied: boolean;

  constructor(
    shadow: StoreShadow,
    entry: Entry,
    access: Access,
    traits: WriteTraits | null = null,
    reads = NO_READS,
    copied = false,
  ) {
    this.shadow = shadow;
    this.entry = entry;
    this.access = access;
    this.traits = traits;
    this.reads = reads;
    this.copied = copied;
  }
}
let pending: Pending[] = [];
/** Conditions of the turn that runs, the first ones: what they looked at, where and when. */
let tests: Tested[] = [];
const MAX_TESTS = 16;
class Tested {
  declare readonly entry: Entry;
  declare readonly site: number;
  declare readonly time: number;

  constructor(entry: Entry, { site, time }: Access) {
    this.entry = entry;
    this.site = site;
    this.time = time;
  }
}
const NO_READS: readonly Access[] = [];

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
 */
export function recordRead(
  shadow: StoreShadow,
  entry: Entry,
  site: number,
  guard: boolean,
  value: unknown,
  op: 'read' | 'iterate' = 'read',
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
  const isFirst = entry.lastTime <= task.madeAt;
  touch(entry, read, bits);
  // A guarding read is no use of a value: nothing is to be judged.
  if (entry.writes.length > 0 && entry !== shadow.whole && (!guard || op === 'iterate'))
    pending[pending.length] = new Pending(shadow, entry, read);
  // What the turn itself has just stored is there whatever came before.
  if (guard && tests.length < MAX_TESTS && entry.writes[entry.writes.length - 1]?.turn !== read.turn)
    tests[tests.length] = new Tested(entry, read);
  keepRead(entry, read, isFirst);
  if (shadow.copy !== null) shadow.copy.read(shadow, entry, read);
}

/** Records a step of a walk that `recordRead(…, 'iterate')` began. */
export function recordStep(shadow: StoreShadow, entry: Entry, site: number): void {
  const task = here();
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task && (entry.seen & Seen.STEP) !== 0) return;
  const step = makeAccess(task, site, 'iterate', false, UNKNOWN, false, UNKNOWN, false);
  touch(entry, step, Seen.STEP);
  pending[pending.length] = new Pending(shadow, entry, step);
}

/**
 * Records a write.
 * @param before - the value there was (ABSENT: no such key); UNKNOWN if it cannot be told
 * @param value - the value stored (ABSENT: deleted), as storedShapeOf() says it
 * @param changed - whether these two differ
 * @param whole - reads of all that the store holds come before it as reads of the entry
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
  whole = false,
): void {
  const task = here();
  if (op === 'update') noteUpdate(entry.id, site, testSite(entry));
  const last = entry.writes[entry.writes.length - 1];
  if (last !== undefined && last.turn === clockwork.turn && last.task === task) {
    amend(shadow, entry, last, site, value, changed, op);
    return;
  }
  // An update reads and writes in one turn: its read is fresh, but decides nothing.
  if (op === 'update') recordRead(shadow, entry, site, false, before);
  const write = makeAccess(task, site, op, false, value, traits.structural, before, changed);
  if (last !== undefined && last.turn === clockwork.turn) foldEarlier(entry, write);
  noteWrite(entry.id, task, hasTested(entry, task), turns(before, value), isTruthy(value));
  touch(entry, write, Seen.WRITE);
  const first = isUntouched(entry);
  keepWrite(entry, write);
  if (shadow.copy !== null && changed && entry !== shadow.whole)
    shadow.copy.wrote(shadow, entry, write, before, value);
  const copied = whole && shadow.whole !== null && shadow.whole.reads.length > 0;
  // There is nothing yet that it could be judged against.
  if (first && !copied && !settings.strict) return;
  const reads = copied
    ? withCopies(entry, shadow.structure)
    : entry.reads.length === 0
      ? NO_READS
      : lend(entry);
  pending[pending.length] = new Pending(shadow, entry, write, traits, reads, copied);
}

/**
 * A store is emptied, or another empty one put where it was.
 * @param held - how much it held; UNKNOWN if the hook cannot tell
 */
export function recordEmptying(shadow: StoreShadow, site: number, held: unknown): void {
  const entry = shadow.whole;
  if (entry === null || entry.ordered || entry.reads.length === 0 || entry.writes.length === 0) return;
  const emptying = makeAccess(here(), site, 'delete', false, UNKNOWN, true, held, true);
  pending[pending.length] = { shadow, entry, access: emptying, traits: null, reads: NO_READS, copied: false };
}

/** The entry's reads so far, until the turn has been judged: keepRead() leaves them as they are. */
function lend(entry: Entry): readonly Access[] {
  entry.lent = true;
  return entry.reads;
}

/** The reads of `entry` and those of all that its store holds, in the order of their time. */
function withCopies(entry: Entry, structure: Entry): readonly Access[] {
  const copies = structure.reads.filter((read) => read.value === CONTENTS);
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
  write.until = ++clockwork.time;
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

function isPrimitive(value: unknown): boolean {
  return value !== UNKNOWN && (value === null || (typeof value !== 'object' && typeof value !== 'function'));
}

/** Whether `task` read the entry in a condition in this turn. */
function hasTested(entry: Entry, task: Task): boolean {
  return entry.lastTurn === clockwork.turn && entry.lastTask === task && (entry.seen & Seen.GUARD) !== 0;
}

/** Where a condition of this turn read the entry last; 0: nowhere. */
function testSite({ guarded, reads }: Entry): number {
  if (!guarded) return 0;
  for (let i = reads.length - 1; i >= 0 && reads[i]!.turn === clockwork.turn; i--)
    if (reads[i]!.guard) return reads[i]!.site;
  return 0;
}

function touch(entry: Entry, { task, chain, site }: Access, bits: number): void {
  // An entry that one task alone touches takes part in no race: most stacks need not be taken.
  if (entry.lastTask !== null && entry.lastTask !== task) noteSite(site);
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task) entry.seen |= bits;
  else {
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
  const own = find(last) === find(task);
  if (entry.lastTurn >= clockwork.turn && (entry.lastTurn > clockwork.turn || !own)) entry.ordered = false;
  if (own || isBefore(entry.lastTime, entry.lastTurn, entry.lastChain, task.clock)) return;
  entry.overlapped = true;
  entry.ordered = false;
  coverage.overlaps++;
}

/** Writes that overtook a later call's: inverted only if they stay once both calls have ended. */
let inversions: {
  readonly shadow: StoreShadow;
  readonly entry: Entry;
  readonly write: Access;
  readonly earlier: Access;
  readonly verdict: Verdict;
}[] = [];

function judgeInversions(): void {
  inversions = inversions.filter(({ shadow, entry, write, earlier, verdict }) => {
    // Written since, or perhaps.
    if (entry.writes.at(-1) !== write || write.time < knownFrom(shadow, entry)) return false;
    if (!find(write.task).ended || !find(earlier.task).ended) return true;
    reportInversion(shadow, entry, earlier, write, verdict);
    return false;
  });
}

/** Judges what the turn that ends did. */
export function judgeTurn(): void {
  if (pending.length > 0) {
    const accesses = pending;
    pending = [];
    const partly = pace.letGo || watching.blind;
    for (const item of accesses) {
      item.entry.lent = false;
      if (partly && isPartlySeen(item)) continue;
      if (item.traits !== null) judgeWrite(item, item.traits);
      else if (item.access.op === 'delete') judgeEmptying(item);
      else if (item.access.op === 'iterate') judgeStep(item);
      else judgeRead(item);
    }
  }
  if (tests.length > 0) tests = [];
  if (inversions.length > 0) judgeInversions();
}

/** The time from which on all accesses to the entry were seen. */
function knownFrom(shadow: StoreShadow, entry: Entry): number {
  const until = unseenUntil(shadow.type, entry.key);
  return until > watching.blindUntil ? until : watching.blindUntil;
}

/** Whether more may have been done to the entry in this turn than was seen. Then nobody knows what a write came to. */
function isPartlySeen({ shadow, entry, access }: Pending): boolean {
  if (!watching.blind && unseenUntil(shadow.type, entry.key) !== Infinity) return false;
  access.changed = false;
  return true;
}

/** Whether `task` had read the entry in the turn of `write` before it. `reads` are in the order of their time. */
function hasReadInTurn(reads: readonly Access[], write: Access, task: Task): boolean {
  for (let i = reads.length - 1; i >= 0; i--) {
    const read = reads[i]!;
    if (read.turn < write.turn) return false;
    if (read.turn === write.turn && read.time < write.time && isOf(read.task, read.by, task, read.time))
      return true;
  }
  return false;
}

function judgeWrite({ shadow, entry, access: write, reads, copied }: Pending, traits: WriteTraits): void {
  const task = find(write.task);
  write.blind = !hasReadInTurn(reads, write, task);
  const interval = staleOperation(entry, write, traits.guardsOnly, reads);
  if (entry.ordered && !copied) {
    if (interval !== null) keepOperation(entry, interval);
    return;
  }
  const raced = interval !== null && complete(shadow, entry, interval, task);
  const earlier =
    raced || traits.unordered || task.origin === null ? null : messageBefore(entry, write, task);
  if (earlier !== null)
    reportInversion(shadow, entry, earlier, write, { severity: 'error', certainty: 'observed' });
  else if (!raced && !traits.unordered && entry.writes.length > 1) {
    const inverted = invertedWrite(entry, write, task, settings.strict);
    if (inverted !== null && inverted.verdict.certainty === 'observed')
      inversions[inversions.length] = { shadow, entry, write, ...inverted };
    else if (inverted !== null) reportInversion(shadow, entry, inverted.earlier, write, inverted.verdict);
  } else if (!raced && settings.strict && !traits.unordered) {
    const read = readBefore(entry, write, task);
    if (read !== null)
      reportInversion(shadow, entry, read, write, { severity: 'error', certainty: 'predicted' });
  }
  for (let i = entry.intervals.length - 1; i >= 0; i--) {
    const other = entry.intervals[i]!;
    const { first, second } = other;
    if (other === interval || second.time >= write.time) continue;
    // What fallsBetween() asks, first of all what does not go to the task's memory.
    if (isBefore(second.time, second.turn, second.chain, task.clock) && first.turn !== write.turn) continue;
    if (isOf(second.task, second.by, task, second.time)) continue;
    judge(shadow, entry, other, write, task);
  }
}

/** A read of X's own earlier write; one that X overwrites in the same turn takes part in a write, not in a use. */
function judgeRead({ shadow, entry, access: read }: Pending): void {
  if (unused.length > 0) tellUsed(entry, read);
  const task = find(read.task);
  for (let i = entry.writes.length - 1; i >= 0; i--) {
    const write = entry.writes[i]!;
    if (write.turn < read.turn) break;
    if (write.turn === read.turn && isOf(write.task, write.by, task, write.time)) return;
  }
  const interval = ownWriteBefore(entry, read);
  if (entry.ordered) {
    if (interval !== null) keepOperation(entry, interval);
  } else if (interval !== null) complete(shadow, entry, interval, task);
  else if (settings.strict) {
    const write = unorderedRead(entry, read, task);
    if (write !== null)
      reportInversion(shadow, entry, write, read, { severity: 'error', certainty: 'predicted' });
  }
}

function judgeStep({ shadow, entry, access: step }: Pending): void {
  if (entry.reads.includes(step)) return;
  const interval = walkBefore(entry, step);
  if (interval === null) return;
  const known = entry.intervals.findIndex((other) => other.first === interval.first);
  if (known >= 0) entry.intervals.splice(known, 1);
  if (entry.ordered) keepOperation(entry, interval);
  else complete(shadow, entry, interval, find(step.task));
}

function judgeEmptying({ shadow, entry, access: emptying }: Pending): void {
  const lost = lostInsertion(entry, emptying);
  if (lost === null || lost.interval.first.time < knownFrom(shadow, entry)) return;
  reportRace(shadow, entry, lost.interval, lost.write, { severity: 'error', certainty: 'observed' });
}

/** Keeps an operation and judges the writes so far against it; whether one of them made a race. */
function complete(shadow: StoreShadow, entry: Entry, interval: Interval, now: Task): boolean {
  let raced = false;
  const { first, second } = interval;
  noteTests(entry, interval);
  for (let i = entry.writes.length - 1; i >= 0; i--) {
    const write = entry.writes[i]!;
    if (write === first || write === second) continue;
    // What fallsBetween() asks, first of all what does not go to the task's memory.
    if (
      write.time <= second.time &&
      write.turn !== first.turn &&
      isBefore(write.time, write.turn, write.chain, now.clock)
    )
      continue;
    // Its own writes cannot fall into it.
    if (isOf(write.task, write.by, now, write.time)) continue;
    if (judge(shadow, entry, interval, partAfter(interval.first, write), now)) {
      raced = true;
      break;
    }
  }
  if (interval.open !== null) keepInterval(entry, interval);
  return raced;
}

/** Keeps an operation on an entry whose accesses are in one order: no write so far falls into it. */
function keepOperation(entry: Entry, interval: Interval): void {
  noteTests(entry, interval);
  keepInterval(entry, interval);
}

function noteTests(entry: Entry, interval: Interval): void {
  if (tests.length === 0) return;
  const { second } = interval;
  const before = tests.filter(
    (test) => test.entry !== entry && test.time < second.time && canDecide(test.site, second.site),
  );
  if (before.length > 0) interval.tested = before.map((test) => test.entry);
}

/** Of a turn that wrote before and after it called the one who reads: the last write, and whether that changed what was read. */
function partAfter(first: Access, write: Access): Access {
  if (write.turn !== first.turn || write.time > first.time || write.until < first.time) return write;
  const { value } = write;
  const same = isPrimitive(value) && isPrimitive(first.value) && ObjectIs(value, first.value);
  const changed = write.changed && !same;
  const { task, op, guard, structural, turn, chain, clock, record, tested, held } = write;
  const part = new Access(
    task,
    write.lastSite,
    op,
    guard,
    value,
    structural,
    first.value,
    changed,
    turn,
    write.until,
    chain,
    clock,
    record,
    tested,
    held,
  );
  part.asked = write.asked;
  part.blind = write.blind;
  return part;
}

function judge(shadow: StoreShadow, entry: Entry, interval: Interval, write: Access, now: Task): boolean {
  if (interval.open === null) return false;
  // What happened in a turn that was not watched to its end may have renewed or ended the operation.
  const known = knownFrom(shadow, entry);
  if (interval.first.time < known || write.time < known) return false;
  let verdict: Verdict | null;
  if (interval.kind === 'lost-update')
    verdict = directionFits(interval, write) ? judgeLostUpdate(interval, write, entry, now) : null;
  else if (interval.kind === 'clobbered-write') verdict = judgeClobberedWrite(interval, write, now);
  else verdict = judgeStaleIteration(interval, write, now);
  if (verdict === null) return false;
  if (verdict.severity === 'benign') {
    coverage.benign++;
    return false;
  }
  if (
    verdict.certainty !== 'observed' &&
    (settings.observedOnly || testsWhatCame(interval, write) || isExcluded(interval, write))
  )
    return false;
  if (interval.open !== undefined)
    return settle(entry, interval) && judge(shadow, entry, interval, write, now);
  if (interval.kind === 'clobbered-write' && awaitsUse(interval, write, entry)) {
    if (unused.length >= MAX_UNUSED) unused.shift();
    unused[unused.length] = { shadow, entry, interval, write, verdict };
    return false;
  }
  const condition = interval.kind === 'lost-update' ? conditionOf(interval) : 0;
  const sure = condition === 0 || setsGoingAtAll(condition);
  if (sure === false) return false;
  reportRace(shadow, entry, interval, write, verdict, sure === null ? condition : 0);
  return true;
}

/** Clobbering writes whose own value nobody has used yet, the latest: without a use they were meant for everybody. */
let unused: {
  readonly shadow: StoreShadow;
  readonly entry: Entry;
  readonly interval: Interval;
  readonly write: Access;
  readonly verdict: Verdict;
}[] = [];
const MAX_UNUSED = 64;

function tellUsed(entry: Entry, read: Access): void {
  const used = unused.filter((item) => item.entry === entry && uses(read, item.write, entry));
  if (used.length === 0) return;
  unused = unused.filter((item) => !used.includes(item));
  for (const { shadow, interval, write, verdict } of used)
    reportRace(shadow, entry, interval, write, verdict);
}

/**
 * Whether the turn of `write` also wrote what the operation tests before its second access (a version that is counted with
 * each change): had it come in between, as predicted, the test could have turned out otherwise.
 */
function testsWhatCame({ tested }: Interval, { turn }: Access): boolean {
  if (tested === undefined) return false;
  return tested.some(({ writes }) => writes.some((other) => other.turn === turn && other.changed));
}

/** On the set of keys, an insertion endangers a check made for an insertion, a deletion one made for a deletion. */
function directionFits(interval: Interval, write: Access): boolean {
  const { second } = interval;
  return !second.structural || !write.structural || (second.op === 'delete') === (write.op === 'delete');
}

/** Starts to judge at the end of each turn. */
export function trackTurnEnds(): void {
  onTurnEnd(judgeTurn);
}
