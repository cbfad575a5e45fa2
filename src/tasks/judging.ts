// Judges a turn's accesses when the turn ends: then it is known whether a callee was awaited at once (and is one operation
// with its caller), whether the turn changed the value at all (`busy = true … busy = false`), and whether what was read was
// written in the same turn, too. A turn is atomic, so nothing is lost by waiting for its end.
import { ObjectIs } from '../hooks/primordials.ts';
import { type Beside, noteBeside } from './beside.ts';
import { setsGoingAtAll } from './conditions.ts';
import { onTurnEnd } from './current.ts';
import { canDecide, inOneFunction, isDropped } from './lexical.ts';
import { pace, unseenUntil } from './pace.ts';
import { reportInversion, reportRace } from './report.ts';
import { awaitsUse, judgeClobberedWrite, ownWriteBefore, uses } from './rules/clobbered-write.ts';
import { isExcluded } from './rules/exclusion.ts';
import { lostInsertion } from './rules/lost-insertion.ts';
import { conditionOf } from './rules/deciding.ts';
import {
  findsTheSame,
  isAskedLater,
  isMetAgain,
  judgeLostUpdate,
  settle,
  staleOperation,
} from './rules/lost-update.ts';
import { invertedWrite, messageBefore, readBefore, unorderedRead } from './rules/order-race.ts';
import { judgeStaleIteration, walkBefore } from './rules/stale-iteration.ts';
import type { Verdict } from './rules/verdict.ts';
import { isPrimitive } from './shapes.ts';
import {
  Access,
  type Entry,
  type Interval,
  coverage,
  keepInterval,
  latestWrite,
  type StoreShadow,
} from './store.ts';
import { find, isBefore, isOf, type Task } from './task.ts';
import { watching } from './watching.ts';
import type { WriteTraits } from './write-traits.ts';

/** What the rules need of the run's options; set at start. */
export const settings: { strict: boolean; observedOnly: boolean } = { strict: false, observedOnly: false };

export const NO_READS: readonly Access[] = [];

/** An access of the turn that runs, to be judged at its end. */
export class Pending {
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
    reads: readonly Access[] = NO_READS,
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

/** What is to be judged, the first `waiting`. The lists are used again for each turn, but for very long ones. */
let pending: (Pending | null)[] = [];
let waiting = 0;
const MAX_KEPT = 1024;
/** Conditions of the turn that runs, in the order of their time: what they looked at, and the reads. */
const tested: (Entry | null)[] = [];
const tests: (Access | null)[] = [];
let testing = 0;
const MAX_TESTS = 1024;
/** Of those before a write the first ones, and as many of the last ones, are looked at: a turn may have hundreds. */
const NEAR = 16;

/** Accesses of a turn that are looked at for what it changes beside a flag. */
const MAX_BESIDE = 64;

/** Has an access judged when the turn that runs ends. */
export function judgeLater(access: Pending): void {
  pending[waiting++] = access;
}

/** Notes what a condition of the turn that runs looked at. */
export function noteCheck(entry: Entry, read: Access): void {
  if (testing === MAX_TESTS) return;
  for (let i = testing - 1; i >= 0 && i >= testing - NEAR; i--) {
    const earlier = tests[i]!;
    if (earlier.site !== read.site || earlier.task !== read.task) continue;
    if (earlier.until === earlier.time) earlier.until = read.time;
    break;
  }
  tested[testing] = entry;
  tests[testing++] = read;
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
    if (latestWrite(entry) !== write || write.time < knownFrom(shadow, entry)) return false;
    if (!find(write.task).ended || !find(earlier.task).ended) return true;
    reportInversion(shadow, entry, earlier, write, verdict);
    return false;
  });
}

/** Judges what the turn that ends did. */
export function judgeTurn(): void {
  if (waiting > 0) {
    try {
      judgePending();
    } finally {
      if (waiting > MAX_KEPT) pending = [];
      else for (let i = 0; i < waiting; i++) pending[i] = null;
      waiting = 0;
    }
  }
  while (testing > 0) tested[--testing] = tests[testing] = null;
  if (inversions.length > 0) judgeInversions();
}

function judgePending(): void {
  const partly = pace.letGo || watching.blind;
  for (let i = 0; i < waiting; i++) {
    const item = pending[i]!;
    item.entry.lent = false;
    if (partly && isPartlySeen(item)) continue;
    if (item.traits !== null) judgeWrite(item, item.traits);
    else if (item.access.op === 'delete') judgeEmptying(item);
    else if (item.access.op === 'iterate') judgeStep(item);
    else judgeRead(item);
  }
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

/**
 * Whether the turn of `write` has tested before it what `earlier` was written along with, in one turn (`if (doc.version !== version) …;
 * doc.body = body`): it knew of that.
 */
function hasTestedOf(earlier: Access, write: Access, task: Task): boolean {
  for (let i = 0; i < testing; i++) {
    const test = tests[i]!;
    if (test.time > write.time || test.time < earlier.time) continue;
    if (!isOf(test.task, test.by, task, test.time)) continue;
    const beside = tested[i]!.writes.some(
      (other) => other !== earlier && other.turn === earlier.turn && find(other.task) === find(earlier.task),
    );
    if (beside) return true;
  }
  return false;
}

function judgeWrite({ shadow, entry, access: write, reads, copied }: Pending, traits: WriteTraits): void {
  const task = find(write.task);
  write.blind = !hasReadInTurn(reads, write, task);
  if (!write.changed && entry.guarded && write.value === true) noteBeside(write, changedWith(write, task));
  const interval =
    traits.takesAll && !isDropped(write.site) ? null : staleOperation(entry, write, traits.guardsOnly, reads);
  if (entry.ordered && !copied) {
    if (interval !== null) keepOperation(entry, interval);
    return;
  }
  const raced = interval !== null && complete(shadow, entry, interval, task);
  // A walk over the store is a look at each of its entries.
  const earlier =
    raced || traits.unordered || task.origin === null || hasReadInTurn(shadow.structure.reads, write, task)
      ? null
      : messageBefore(entry, write, task);
  if (earlier !== null)
    reportInversion(shadow, entry, earlier, write, { severity: 'error', certainty: 'observed' });
  else if (!raced && !traits.unordered && entry.writes.length > 1) {
    const inverted = invertedWrite(entry, write, task, settings.strict);
    if (inverted !== null && !hasTestedOf(inverted.earlier, write, task)) {
      const { earlier, verdict } = inverted;
      if (verdict.certainty === 'observed')
        inversions[inversions.length] = { shadow, entry, write, earlier, verdict };
      else reportInversion(shadow, entry, earlier, write, verdict);
    }
  } else if (!raced && settings.strict && !traits.unordered) {
    const read = readBefore(entry, write, task);
    if (read !== null)
      reportInversion(shadow, entry, read, write, { severity: 'error', certainty: 'predicted' });
  }
  for (let i = entry.intervals.length - 1; i >= 0; i--) {
    const other = entry.intervals[i]!;
    if (other === interval || other.time >= write.time) continue;
    // What fallsBetween() asks, first of all what does not go to the memory of accesses.
    const isKnown = isBefore(other.time, other.turn, other.chain, write.clock);
    if (isKnown && (other.turn < write.turn || other.first.turn !== write.turn)) continue;
    const { second } = other;
    if (isOf(second.task, second.by, task, second.time)) continue;
    judge(shadow, entry, other, write, task);
  }
}

/** What else the task has changed in the turn of `write`, as far as that is looked at. */
function changedWith(write: Access, task: Task): Beside[] {
  const changed: Beside[] = [];
  for (let i = 0; i < waiting && i < MAX_BESIDE; i++) {
    const { shadow, entry, access, traits } = pending[i]!;
    if (traits !== null && access !== write && access.changed && find(access.task) === task)
      changed[changed.length] = { entry, whole: entry === shadow.whole ? null : shadow.whole };
  }
  return changed;
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
      isBefore(write.time, write.turn, write.chain, second.clock)
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
  const { first, second } = interval;
  const end = testsBefore(second.time);
  let before: Entry[] | undefined;
  let again: number[] | undefined;
  let isAnother = false;
  for (let i = 0; i < end; i++) {
    if (i === NEAR && end > 2 * NEAR) i = end - NEAR;
    const { site } = tests[i]!;
    // Of something else (`has(k)`, another key) it was asked as well: that was another round.
    if (site === first.site) isAnother = true;
    else if (first.guard && inOneFunction(site, first.site)) {
      again ??= [];
      again[again.length] = site;
    }
    if (tested[i] === entry || !canDecide(site, second.site)) continue;
    before ??= [];
    before[before.length] = tested[i]!;
  }
  if (before !== undefined) interval.tested = before;
  if (again !== undefined && !isAnother) interval.metAgain = again;
}

/** How many conditions of the turn were met before a time. */
function testsBefore(time: number): number {
  let low = 0;
  let high = testing;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tests[middle]!.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
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
  if (
    interval.kind === 'lost-update' &&
    (findsTheSame(interval, write) || isAskedLater(interval) || isMetAgain(interval))
  )
    return false;
  const condition = interval.kind === 'lost-update' ? conditionOf(interval) : null;
  const sure = condition === null || setsGoingAtAll(condition.site, condition.kind);
  if (sure === false) return false;
  reportRace(shadow, entry, interval, write, verdict, sure === null ? condition : null);
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
