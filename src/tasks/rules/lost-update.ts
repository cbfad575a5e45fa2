// lost-update: task X reads L in one turn and writes it in a later turn without having read it again there; another
// task's write can fall between, and X's write is made from what it no longer is.
//
// Which read counts: a guarding read (it stood in a condition) outlives plain re-reads, because the decision was not made
// again; otherwise X's last read. A read in the turn of the write is fresh. A write of X's own after the read starts the
// operation anew: what is overwritten later is X's own value (an in-flight promise put in the map before the await), but where
// what was read is put back.
import {
  ALL,
  asksPresence,
  type Flows,
  isAskedLate,
  isAskedWith,
  isSetBack,
  type Kept,
  NONE,
  OF_TEXT,
  partsAsked,
} from '../flows.ts';
import {
  answers,
  canDecide,
  directionOf,
  inOneFunction,
  isStacked,
  reaches,
  tellsFailure,
  writesConstant,
  writesExtreme,
  writesTime,
} from '../lexical.ts';
import { awaitedTogether, goesOnTogether } from '../awaits.ts';
import { readBefore } from '../beside.ts';
import { inLine, Line, lineOf } from '../lines.ts';
import { find, ForkKind, happensBefore, isOf, type Task, Trace, wholeOf } from '../task.ts';
import { leaves } from '../parts.ts';
import { areAlike, isPrimitive, Shape } from '../shapes.ts';
import { ABSENT, type Access, type Entry, Interval, OpenQuestion, UNKNOWN } from '../store.ts';
import { isTruthy, turns } from '../values.ts';
import { ObjectIs } from '../../hooks/primordials.ts';
import { decides, isAcross, isAskedElsewhere, wasSetGoingAtOnce } from './deciding.ts';
import { fallsBetween, fellBetween } from './falls-between.ts';
import { canMove } from './moving.ts';
import { isTransfer } from './transfer.ts';
import type { Verdict } from './verdict.ts';

/**
 * The operation that `write` ends, if it was begun in an earlier turn and not checked again in this one.
 * @param guardsOnly - plain reads do not matter to this write (an insertion does not depend on how many there were)
 * @param reads - the entry's reads before the write, and perhaps some behind it
 */
export function staleOperation(
  entry: Entry,
  write: Access,
  guardsOnly: boolean,
  reads: readonly Access[],
): Interval | null {
  NONE.asked = false;
  const least = operationOf(entry, write, guardsOnly, reads, NONE);
  if (!NONE.asked) return least;
  // To look into a text takes the program's time: not before a write has come that makes a race of it (settle()).
  const most = operationOf(entry, write, guardsOnly, reads, ALL);
  const widest = least === null || (most !== null && most.first.time < least.first.time) ? most : least;
  if (widest !== null) widest.open = new OpenQuestion(guardsOnly, reads.slice());
  return widest;
}

/** Looks up what an operation left open; whether it is one. Its beginning may be another one then. */
export function settle(entry: Entry, interval: Interval): boolean {
  const { open } = interval;
  if (open === undefined || open === null) return open === undefined;
  const exact = operationOf(entry, interval.second, open.guardsOnly, open.reads, OF_TEXT);
  interval.open = exact === null ? null : undefined;
  if (exact === null) return false;
  interval.first = exact.first;
  interval.partly = exact.partly === true;
  return true;
}

function operationOf(
  entry: Entry,
  write: Access,
  guardsOnly: boolean,
  reads: readonly Access[],
  flows: Flows,
): Interval | null {
  // The newest first: of guards the first one found decides, and where the entry never had any the first plain read does.
  if (guardsOnly && !entry.guarded && write.op !== 'write') return null;
  const mine = find(write.task);
  const lineage = wholeOf(mine.lineage);
  let guard: Access | null = null;
  let plain: Access | null = null;
  // undefined: not asked yet.
  let kept: Kept | null | undefined;
  let besides = false;
  for (let i = reads.length - 1; i >= 0 && guard === null; i--) {
    const read = reads[i]!;
    if (read.time > write.time) continue;
    if (read.op === 'iterate' || read.changed || (!read.guard && plain !== null)) continue;
    if (guardsOnly && !read.guard && !flows.isNumbered(read.site, write.site)) continue;
    // Those before it are older still.
    if (read.time < lineage.began) break;
    if (read.lineage !== lineage && wholeOf(read.lineage) !== lineage) continue;
    if (read.isSearch && entry.key !== undefined && !flows.isFound(read.site, write.site)) continue;
    if (!isOf(read.task, read.by, mine, read.time)) {
      const line = lineOf(read.task, read.time, read.turn, mine, read.by, read.lineage);
      // A check of how many there are is no value that a listener could have captured.
      if (
        line === Line.NONE ||
        (line === Line.CAPTURED &&
          (guardsOnly ||
            !(reaches(read.site, write.site) || (!read.guard && flows.isPassed(read.site, write.site)))))
      )
        continue;
    }
    if (read.turn !== write.turn) {
      if (!decides(read, write, guardsOnly, reads, flows)) continue;
      if (mayBeRenewed(read, write) && flows.isRenewed(read.site, write.site)) continue;
    }
    if (!read.guard && read.turn === write.turn && isOf(read.task, read.by, mine, read.time)) {
      // `n++` is made of what it reads itself.
      if (kept === undefined)
        kept = write.op !== 'update' && isReadAgain(reads, i, write) ? flows.keptIn(write.site) : null;
      if (kept !== null && kept.isLater(read.site)) {
        besides = true;
        continue;
      }
    }
    if (besides && !read.guard && !kept!.isSource(read.site)) break;
    // A condition that decides nothing of the write is a mere read.
    if (read.guard && canDecide(read.site, write.site)) guard = read;
    else if (plain === null && !(guardsOnly && read.guard)) {
      plain = read;
      if (!entry.guarded) break;
    }
  }
  let first = guard ?? plain;
  if (first === null || first.turn === write.turn) return null;
  // Whatever lay at a place of a stack before, it was free when something was put there; and what the clock tells is made of nothing
  // that was read before.
  if (write.op === 'write' && (isStacked(write.site) || (!first.guard && tellsTime(write, first))))
    return null;
  if (
    (write.op === 'update' || writesConstant(write.lastSite)) &&
    first.guard &&
    testsOwnValue(entry, first, write)
  )
    return null;
  const { writes } = entry;
  for (let i = writes.length - 1; i >= 0; i--) {
    const earlier = writes[i]!;
    if (earlier === write || earlier.time >= write.time || earlier.turn === write.turn) continue;
    if (earlier.until < first.time) {
      // Those before it are older still, and none is of the turn of the read.
      if (earlier.turn < first.turn) break;
      const own = earlier.turn === first.turn && find(earlier.task) === find(first.task);
      if (own && first.guard && testsOwnWrite(earlier, first, write)) return null;
      continue;
    }
    // Of a turn that wrote before the read, too, its last write: what came after the fork of the reader is not the reader's.
    const renewed = earlier.time < first.time ? earlier.until : earlier.time;
    if (inLine(earlier.task, renewed, earlier.turn, write.task, earlier.by, earlier.lineage)) {
      // `if (!table) table = {}; const { rows } = table; …` begins with what was read behind the write.
      if (first !== guard || plain === null || !isReadBehind(plain, earlier, write))
        return putBack(write, mine, reads, flows);
      first = plain;
      continue;
    }
    // `timer = setTimeout(f)`: the reader's own write comes after the fork of the callback that writes now.
    if (earlier.turn === first.turn && find(earlier.task) === find(first.task)) return null;
    if (first === guard && isTakenAway(earlier, first, write)) return null;
  }
  // What is numbered is spoilt by nothing but what is numbered, too.
  const partly = !first.guard && (guardsOnly || (besides && kept!.partly));
  return new Interval('lost-update', first, write, partly);
}

/**
 * The operation that begins with a read before a write of X's own, where what is written now is nothing but what was read then:
 * `const before = current; current = mine; await …; current = before`.
 */
function putBack(write: Access, mine: Task, reads: readonly Access[], flows: Flows): Interval | null {
  if (write.op !== 'write') return null;
  const kept = flows.keptIn(write.site);
  if (kept === null || kept.partly) return null;
  for (let i = reads.length - 1; i >= 0; i--) {
    const read = reads[i]!;
    if (read.turn === write.turn || read.guard || read.op !== 'read' || !kept.isSource(read.site)) continue;
    if (isOf(read.task, read.by, mine, read.time)) return new Interval('lost-update', read, write);
    if (inLine(read.task, read.time, read.turn, mine, read.by, read.lineage))
      return new Interval('lost-update', read, write);
  }
  return null;
}

/**
 * Whether what a condition of another function found there was taken away by `earlier`, of which the task was told: what it puts where nothing is
 * has nothing to do with that (a record of a pool, `if (this.db.encoding) …; …; this.db = db` for the next use).
 */
function isTakenAway(earlier: Access, guard: Access, write: Access): boolean {
  return (
    guard.value instanceof Shape &&
    isThere(earlier.value) === false &&
    isThere(write.before) === false &&
    !reaches(guard.site, write.site) &&
    happensBefore(earlier, write.task, write.clock)
  );
}

/** Whether what is written was made of the clock alone. A Date that was there before the read may be the one that was read. */
function tellsTime({ value, lastSite }: Access, read: Access): boolean {
  return value instanceof Shape ? value.made !== 0 && value.made >= read.time : writesTime(lastSite);
}

/** Whether the write may be made anew of all that it hangs on (instrument/flows/renewed.ts): a comparison, or what is put in place of an object. */
function mayBeRenewed({ guard }: Access, { op, site, lastSite, value }: Access): boolean {
  if (op !== 'write' || site !== lastSite) return false;
  return typeof value === 'boolean' ? !writesConstant(site) : guard && value instanceof Shape;
}

/** Whether what is written can be made of what was read behind the task's own write, in the turn of that. */
function isReadBehind(read: Access, own: Access, write: Access): boolean {
  return (
    read.turn === own.turn &&
    read.time > own.until &&
    find(read.task) === find(own.task) &&
    write.op === 'write' &&
    !writesConstant(write.lastSite)
  );
}

/** Whether the function that writes has read the entry in an earlier turn, too. */
function isReadAgain(reads: readonly Access[], newest: number, write: Access): boolean {
  for (let i = newest - 1; i >= 0; i--)
    if (reads[i]!.turn !== write.turn && inOneFunction(reads[i]!.site, write.site)) return true;
  return false;
}

/**
 * Whether a condition looked at what a variable had just been given in its declaration: the function that declares it
 * tests it, in the turn in which it was entered, and nobody has written since. Like a store of the turn's own before the test:
 * a turn is atomic, so the test comes out the same in every schedule, and what callbacks then count down (`left--`) or set to
 * a constant (`left = 0`) is not made of what it saw. Where the function itself goes on and writes, the test may have been
 * about that.
 */
function testsOwnValue(entry: Entry, guard: Access, write: Access): boolean {
  return (
    entry.madeIn === guard.turn &&
    inOneFunction(entry.madeAt, guard.site) &&
    !inOneFunction(guard.site, write.site) &&
    entry.writes.every((other) => other.time >= guard.time)
  );
}

/**
 * Whether what a condition tested is what the task itself had put there, earlier in that turn: its own count, or a variable for
 * any use. The latter is set without a look at it and tested by the same function, or set again by the very statement that writes
 * now (`args = given; check()` at the start of each call): every use begins with a value of its own.
 */
function testsOwnWrite(earlier: Access, guard: Access, write: Access): boolean {
  const here = inOneFunction(earlier.site, guard.site);
  if (write.op === 'update')
    return (
      here ||
      earlier.op === 'update' ||
      // What was set anew in the same turn, and counted since (`running = 0; …; running++`).
      directionOf(earlier.lastSite) !== 0 ||
      inOneFunction(earlier.lastSite, guard.site)
    );
  return earlier.blind && (here || (write.blind && earlier.site === write.site));
}

/**
 * Whether the condition of such an operation asks for nothing but whether something is there, and finds the same behind the write: something
 * else, or still nothing.
 */
export function findsTheSame(interval: Interval, write: Access): boolean {
  const found = isThere(interval.first.value);
  return (
    found !== null &&
    found === isThere(write.value) &&
    isAcross(interval) &&
    asksPresence(interval.first.site)
  );
}

/**
 * Whether the condition of such an operation asks behind an await of what it had kept, and the work was set going before: whichever way it
 * goes, that was decided.
 */
export function isAskedLater(interval: Interval): boolean {
  return isAcross(interval) && wasSetGoingAtOnce(interval) && isAskedLate(interval.first.site);
}

/**
 * Whether the turn of the write has met the condition again, and decided it by another of its parts: the operation's first access is no
 * more than an old answer then.
 */
export function isMetAgain({ first, metAgain }: Interval): boolean {
  return metAgain !== undefined && isAskedWith(first.site, metAgain);
}

/** Whether a value is an object, or none; null: not known, or another one, of which one may ask more. */
function isThere(value: unknown): boolean | null {
  if (value instanceof Shape) return true;
  return value === undefined || value === null || value === ABSENT ? false : null;
}

/** Judges `write` against an operation; null where it cannot fall between or changed nothing. */
export function judgeLostUpdate(interval: Interval, write: Access, entry: Entry, now: Task): Verdict | null {
  if (!fallsBetween(interval, write, now, entry) || isRegistrars(write, interval.second)) return null;
  if (!write.changed)
    return { severity: clearsSign(interval, write) ? 'error' : 'benign', certainty: 'observed' };
  if (interval.partly === true && write.lastSite !== interval.second.lastSite) return null;
  if (goesBack(interval, write) || isAnotherTransition(interval, write)) return null;
  if (isTransfer(interval, write) || goesFurther(interval, write)) return null;
  // `least = Math.min(least, n)`: the same in either order, whatever was compared before.
  if (writesExtreme(write.lastSite) && writesExtreme(interval.second.lastSite)) return null;
  const certainty = fellBetween(interval, write) ? 'observed' : 'predicted';
  if (certainty === 'predicted' && !canMove(interval, write, entry)) return null;
  if (keepsWhatWasAsked(interval, write, entry)) return null;
  if (sameValue(interval.second, write)) {
    // Two pieces of work never make one object: who stores the same one has shared it.
    if (write.value instanceof Shape) return { severity: 'benign', certainty };
    // Nor is it work to clear twice.
    if (write.value === undefined || write.value === null || write.value === ABSENT)
      return { severity: 'benign', certainty };
    // Both stored the same. One promise that both awaited is single flight; a stale check of both is work done twice.
    if (awaitedTogether(write.task, interval.second.task)) return { severity: 'benign', certainty };
    // Nor is it work done twice where both failed, or both were told that there is no more.
    if (tellsFailure(write.lastSite) && tellsFailure(interval.second.lastSite))
      return { severity: 'benign', certainty };
    const bothStale = entry.intervals.some(
      (other) =>
        other.kind === 'lost-update' && find(other.second.task) === find(write.task) && settle(entry, other),
    );
    return { severity: bothStale ? 'warning' : 'benign', certainty };
  }
  // What one promise gave both, each in a record of its own (`p.then((value) => results.set(key, [value]))`).
  if (areAlike(interval.second.value, write.value)) {
    const other = find(write.task) === find(now) ? interval.second.task : write.task;
    if (goesOnTogether(now, other)) return { severity: 'benign', certainty };
  }
  return { severity: 'error', certainty };
}

/**
 * Whether the operation clears a flag behind an await, for what it had looked at before, and the write set the flag, which stood already, for
 * what has come since: `if (!dirty) return; await save(doc.text); dirty = false` beside a `doc.text = text; dirty = true`.
 */
function clearsSign({ first, second }: Interval, write: Access): boolean {
  return (
    first.guard &&
    write.time > first.time &&
    write.time < second.time &&
    second.op === 'write' &&
    isTruthy(write.value) &&
    isPrimitive(write.value) &&
    ObjectIs(first.value, write.value) &&
    turns(write.value, second.value) &&
    writesConstant(second.lastSite) &&
    readBefore(first, second, write)
  );
}

/**
 * Whether the write was made by who called an async function, in the turn of that call, and the operation ends in one of the reactions written
 * behind the call: `const p = load(k).then((v) => cache.set(k, v)); cache.set(k, p)`. They continue the operation of what was called,
 * and are the caller's own steps all the same.
 */
function isRegistrars(write: Access, { task, time }: Access): boolean {
  const { kind, lineParent, forkTurn, endTime, trace } = find(task);
  return (
    kind === ForkKind.CALL &&
    lineParent !== null &&
    write.turn === forkTurn &&
    find(write.task) === find(lineParent) &&
    // What it returned (`return f()`) goes on as a part of it.
    (trace & Trace.ANSWERED) !== 0 &&
    endTime < time
  );
}

/**
 * Whether the condition asked for a property that the write leaves as it is, and the operation makes its object of the one that is there then:
 * `if (state.user) return; await …; state = { ...state, user }` beside a `state = { ...state, posts }`.
 */
function keepsWhatWasAsked({ first, second }: Interval, write: Access, { reads }: Entry): boolean {
  return (
    first.guard &&
    write.op === 'write' &&
    write.value instanceof Shape &&
    second.value instanceof Shape &&
    isReadInLastTurnAlone(first, second, reads) &&
    (leavesWhatWasAsked(first, write) ||
      (write.site === write.lastSite && OF_TEXT.isRenewed(first.site, write.site)))
  );
}

/** Whether the operation's task has read outside of conditions in its last turn, before it wrote, and in none before that. */
function isReadInLastTurnAlone(first: Access, second: Access, reads: readonly Access[]): boolean {
  let now = false;
  for (const { guard, task, turn, time } of reads) {
    if (guard || turn < first.turn || time > second.time || find(task) !== find(second.task)) continue;
    if (turn !== second.turn) return false;
    now = true;
  }
  return now;
}

function leavesWhatWasAsked({ site, asked }: Access, write: Access): boolean {
  const names = partsAsked(site) ?? (asked === 0 ? null : partsAsked(asked));
  return names !== null && leaves(write, names);
}

/**
 * Whether the operation sets a state in a helper, having asked another one, and the write is made elsewhere: whoever ends
 * something for good need not mind what a third one made of it. The same step taken twice is the race.
 */
function isAnotherTransition({ first, second }: Interval, write: Access): boolean {
  return (
    write.lastSite !== second.lastSite &&
    first.guard &&
    writesConstant(second.site) &&
    (answers(first.site) || isAskedElsewhere(first)) &&
    !reaches(first.site, second.site)
  );
}

/** A test before `running++` is not made stale by another's `running--`: there is more room than there was. */
function goesBack({ first, second }: Interval, write: Access): boolean {
  return (
    first.guard &&
    second.op === 'update' &&
    write.op === 'update' &&
    directionOf(second.lastSite) * directionOf(write.lastSite) < 0
  );
}

/**
 * Whether the write counts on beyond a bound that the operation's condition had found to be reached, and a timer sets the count back: the
 * condition holds as before, and the count comes to the constant wherever the write falls (instrument/flows/resets.ts).
 */
function goesFurther({ first, second }: Interval, write: Access): boolean {
  return (
    first.guard &&
    write.op === 'update' &&
    find(second.task).what === 'timer' &&
    writesConstant(second.lastSite) &&
    isSetBack(first.site, second.lastSite, directionOf(write.lastSite))
  );
}

/** Whether two writes are known to have stored one value. */
export function sameValue(a: Access, b: Access): boolean {
  if (a.value === UNKNOWN || b.value === UNKNOWN) return false;
  if (a.value instanceof Shape)
    return b.value instanceof Shape && a.value.identity !== 0 && a.value.identity === b.value.identity;
  return ObjectIs(a.value, b.value);
}
