// Records an access of the running task and lets the rules look at what it completes. The fast path answers "this task
// did the same to this entry in this turn already" with three compares.
//
// An operation (R, W) is judged when W is made, against the writes so far. A write V is judged against the operations so
// far at the end of its turn, when it is known whether the turn changed the value at all (`busy = true … busy = false`).
import { ObjectIs } from '../hooks/primordials.ts';
import { here, onTurnEnd } from './current.ts';
import { reportInversion, reportRace } from './report.ts';
import { judgeClobberedWrite, ownWriteBefore } from './rules/clobbered-write.ts';
import { judgeLostUpdate, staleOperation } from './rules/lost-update.ts';
import { invertedWrite } from './rules/order-race.ts';
import { judgeStaleIteration, walkBefore } from './rules/stale-iteration.ts';
import type { Verdict } from './rules/verdict.ts';
import {
  type Access,
  type Entry,
  type Interval,
  coverage,
  keepInterval,
  keepRead,
  keepWrite,
  makeAccess,
  Seen,
  type StoreShadow,
  UNKNOWN,
} from './store.ts';
import { clockwork, find, happensBefore, type Task } from './task.ts';

/** What the rules need of the run's options; set at start. */
export const settings: { strict: boolean; observedOnly: boolean } = { strict: false, observedOnly: false };

interface PendingWrite {
  readonly shadow: StoreShadow;
  readonly entry: Entry;
  readonly write: Access;
}
let pending: PendingWrite[] = [];

/**
 * Whether the running task did the same (`bits` of Seen) to `entry` in this turn already, and forked nothing since: a
 * check made before each of two forks is two checks.
 */
export function alreadySeen(entry: Entry, bits: number): boolean {
  if (entry.lastTurn !== clockwork.turn || (entry.seen & bits) !== bits) return false;
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
  const task = here();
  const bits = guard ? Seen.READ | Seen.GUARD : Seen.READ;
  if (op === 'read' && alreadySeen(entry, bits)) return;
  touch(entry, task, bits);
  const read = makeAccess(task, site, op, guard, value, false, UNKNOWN, false, false);
  if (entry.writes.length > 0 && entry !== shadow.structure) {
    const interval = ownWriteBefore(entry, read);
    if (interval !== null) complete(shadow, entry, interval, task);
  }
  keepRead(entry, read);
}

/** Records a step of a walk that `recordRead(…, 'iterate')` began. */
export function recordStep(shadow: StoreShadow, site: number): void {
  const entry = shadow.structure;
  const task = here();
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task && (entry.seen & Seen.READ) !== 0) return;
  touch(entry, task, Seen.READ);
  const step = makeAccess(task, site, 'iterate', false, UNKNOWN, false, UNKNOWN, false, false);
  const interval = walkBefore(entry, step);
  if (interval === null) return;
  const known = entry.intervals.findIndex((other) => other.first === interval.first);
  if (known >= 0) entry.intervals.splice(known, 1);
  complete(shadow, entry, interval, task);
}

/**
 * Records a write.
 * @param before - the value there was (ABSENT: no such key); UNKNOWN if it cannot be told
 * @param value - the value stored (ABSENT: deleted), as storedShapeOf() says it
 * @param changed - whether these two differ
 * @param structural - keys came or went
 * @param guardsOnly - the write does not depend on plain reads of the entry
 * @returns whether it ended an operation that another task's write endangers
 */
export function recordWrite(
  shadow: StoreShadow,
  entry: Entry,
  site: number,
  op: 'write' | 'update' | 'delete',
  before: unknown,
  value: unknown,
  changed: boolean,
  structural: boolean,
  guardsOnly: boolean,
): boolean {
  const task = here();
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task && (entry.seen & Seen.WRITE) !== 0) {
    amend(entry, value, changed, op);
    return false;
  }
  // An update reads and writes in one turn: its read is fresh for plain reads, but decides nothing.
  if (op === 'update') recordRead(shadow, entry, site, false, before);
  touch(entry, task, Seen.WRITE | (op === 'update' ? Seen.READ : 0));
  const blind = (entry.seen & Seen.READ) === 0;
  const write = makeAccess(task, site, op, false, value, structural, before, changed, blind);
  let raced = false;
  const interval = staleOperation(entry, write, guardsOnly);
  if (interval !== null) raced = complete(shadow, entry, interval, task);
  if (!raced && entry.writes.length > 0) {
    const inverted = invertedWrite(entry, write, task, settings.strict);
    if (inverted !== null) reportInversion(shadow, entry, inverted.earlier, write, inverted.verdict);
  }
  keepWrite(entry, write);
  if (entry.intervals.length > 0) pending.push({ shadow, entry, write });
  return raced;
}

/** A further write of one task in one turn: what counts is the value at the turn's end against the one before it. */
function amend(entry: Entry, value: unknown, changed: boolean, op: Access['op']): void {
  const write = entry.writes[entry.writes.length - 1];
  if (write === undefined || write.turn !== clockwork.turn) return;
  write.value = value;
  if (op === 'update' || value === UNKNOWN) write.changed = true;
  else if (isPrimitive(write.before) && isPrimitive(value)) write.changed = !ObjectIs(write.before, value);
  else write.changed ||= changed;
}

function isPrimitive(value: unknown): boolean {
  return value !== UNKNOWN && (value === null || (typeof value !== 'object' && typeof value !== 'function'));
}

function touch(entry: Entry, task: Task, bits: number): void {
  if (entry.lastTurn === clockwork.turn && entry.lastTask === task) entry.seen |= bits;
  else {
    if (!entry.overlapped && entry.lastTask !== null) noteOverlap(entry, task);
    entry.lastTurn = clockwork.turn;
    entry.lastTask = task;
    entry.seen = bits;
  }
  entry.lastTime = clockwork.time;
}

/** Counts entries that two tasks touched without an order between them: without any, no race could have been found. */
function noteOverlap(entry: Entry, task: Task): void {
  const last = entry.lastTask!;
  if (find(last) === find(task) || happensBefore(last, entry.lastTime, task, task.clock)) return;
  entry.overlapped = true;
  coverage.overlaps++;
}

/** Keeps an operation and judges the writes so far against it; whether one of them made a race. */
function complete(shadow: StoreShadow, entry: Entry, interval: Interval, now: Task): boolean {
  let raced = false;
  for (let i = entry.writes.length - 1; i >= 0; i--) {
    const write = entry.writes[i]!;
    if (write === interval.first || write === interval.second) continue;
    if (judge(shadow, entry, interval, write, now)) {
      raced = true;
      break;
    }
  }
  keepInterval(entry, interval);
  return raced;
}

/** The write of a turn that ended, against the operations known then. */
function judgePending(): void {
  if (pending.length === 0) return;
  const writes = pending;
  pending = [];
  for (const { shadow, entry, write } of writes) {
    const now = find(write.task);
    for (let i = entry.intervals.length - 1; i >= 0; i--) {
      const interval = entry.intervals[i]!;
      // Operations that were completed after this write were judged against it when they were.
      if (interval.second.time <= write.time && interval.second !== write) judge(shadow, entry, interval, write, now);
    }
  }
}

function judge(shadow: StoreShadow, entry: Entry, interval: Interval, write: Access, now: Task): boolean {
  let verdict: Verdict | null;
  if (interval.kind === 'lost-update') verdict = directionFits(interval, write) ? judgeLostUpdate(interval, write, entry, now) : null;
  else if (interval.kind === 'clobbered-write') verdict = judgeClobberedWrite(interval, write, now);
  else verdict = judgeStaleIteration(interval, write, now);
  if (verdict === null) return false;
  if (verdict.severity === 'benign') {
    coverage.benign++;
    return false;
  }
  if (settings.observedOnly && verdict.certainty !== 'observed') return false;
  reportRace(shadow, entry, interval, write, verdict);
  return true;
}

/** On the set of keys, an insertion endangers a check made for an insertion, a deletion one made for a deletion. */
function directionFits(interval: Interval, write: Access): boolean {
  const { second } = interval;
  return !second.structural || !write.structural || (second.op === 'delete') === (write.op === 'delete');
}

/** Starts to judge at the end of each turn. */
export function trackTurnEnds(): void {
  onTurnEnd(judgePending);
}
