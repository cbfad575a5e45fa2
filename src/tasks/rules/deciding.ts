// Whether a read of an earlier turn has decided what is written: what reaches the write, and what a condition set going.
import type { Flows } from '../flows.ts';
import {
  answers,
  asks,
  decidesBranch,
  inOneFunction,
  inOneSynchronousFunction,
  isReturned,
  isSuspendable,
  isUsedUp,
  leads,
  liesInside,
  mirrors,
  reaches,
  tellsFailure,
  writesConstant,
  writesGiven,
} from '../lexical.ts';
import { CALLED, hadReturned, watchCondition } from '../conditions.ts';
import { find, ForkKind, hasReturned, isOf, madeCall, type Task } from '../task.ts';
import { type Access, type Interval, UNKNOWN } from '../store.ts';
import { isTruthy } from '../values.ts';
import { ObjectIs } from '../../hooks/primordials.ts';

/**
 * Whether a read of an earlier turn can decide what is written. A value must get there: kept in a local variable of a
 * function that was suspended, captured by a callback, or returned to the caller. A condition also decides what is called,
 * wherever that is; but what is made of the value there is now (`n++`), or added to what there is now, only a condition
 * around it decides: one in the same function, in an asked function, or in an async function that is still under way.
 */
export function decides(
  read: Access,
  write: Access,
  guardsOnly: boolean,
  reads: readonly Access[],
  flows: Flows,
): boolean {
  if (isOfEarlierCall(read, write)) return false;
  if (reaches(read.site, write.site) && !isOfAnotherCall(read, write))
    return read.guard || !isUsedUp(read.site, write.site);
  const own = find(read.task) === find(write.task);
  if (read.guard && own && answers(read.site))
    return (
      !isOver(read, write) &&
      (guardsOnly || writesConstant(write.site)
        ? asks(read.site, write.site) && !restores(read, write)
        : true)
    );
  if (own && isAskedElsewhere(read))
    return !isOver(read, write) && isDecidedByAnswer(read, write, guardsOnly);
  if (read.guard && own && leads(read.site) && !hasReturned(read.task, read.time, write.time))
    return !guardsOnly && !writesConstant(write.site);
  if (read.guard && !isReturned(read.site))
    return (
      write.op !== 'update' &&
      !guardsOnly &&
      !inOneSynchronousFunction(read.site, write.site) &&
      ((own && setsPartGoing(read)) || !tells(write)) &&
      isNear(read, write) &&
      (!decidesBranch(read.site) || isForkedAfter(read, write)) &&
      !restores(read, write) &&
      !isMadeFromHere(write, reads) &&
      !mirrors(write.site) &&
      (own || setsGoing(read, write))
    );
  const answered =
    (own && isReturned(read.site)) ||
    (isAnswerOfCallback(read, write) && (isReturned(read.site) || flows.isResolved(read.site))) ||
    (mayBeGiven(read, write, own, flows) && (isReturned(read.site) || flows.isTold(read.site)));
  if (
    answered &&
    // What a function keeps of its last call (`if (args !== last) result = f(args); return result`) is made anew, not of its answer.
    (!inOneSynchronousFunction(read.site, write.site) || writesGiven(write.site)) &&
    !writesConstant(write.site) &&
    !(read.guard && (guardsOnly || write.op === 'update' || isMadeFromHere(write, reads)))
  )
    return true;
  return !read.guard && !guardsOnly && flows.isPassed(read.site, write.site);
}

/**
 * Whether the read was seen to answer a condition of another function, maybe of another module, or through further functions
 * (asking.ts): it decides what that one does until it has ended.
 */
export function isAskedElsewhere({ asked, site }: Access): boolean {
  return asked !== 0 && !inOneFunction(asked, site);
}

/** An insertion only where it stands beside the question; a constant only where it turns what was answered. */
function isDecidedByAnswer(read: Access, write: Access, guardsOnly: boolean): boolean {
  if (guardsOnly) return inOneFunction(read.asked, write.site);
  return !writesConstant(write.site) || (!ObjectIs(read.value, write.value) && !restores(read, write));
}

/**
 * Whether a condition stands in a function around the async one that writes, and was met when that one ran already: an async
 * function inside it that calls it again (`const next = () => { if (n < 4) { n++; (async () => { await …; next(); await …; n-- })() } }`).
 * What a function was entered with was decided before, so this was a later call's condition, and decided that call alone.
 */
function isOfAnotherCall(read: Access, write: Access): boolean {
  const { task } = write;
  return (
    read.guard &&
    task.kind === ForkKind.CALL &&
    task.forkTime < read.time &&
    inOneFunction(task.site, write.site) &&
    liesInside(write.site, read.site) &&
    !isSuspendable(read.site)
  );
}

/**
 * Whether the callback that writes was registered by a later call of the function around it than the one that met the condition (or in a later
 * round of a loop, where only the last one counts): `get('a'); get('b')`, each of which may evict what the other one looked for.
 */
function isOfEarlierCall(read: Access, write: Access): boolean {
  if (!read.guard || read.until === read.time || !liesInside(write.site, read.site)) return false;
  const reader = find(read.task);
  for (let at: Task | null = write.task; at !== null && find(at) !== reader; at = at.lineParent)
    if (at.lineParent !== null && find(at.lineParent) === reader) return at.forkTime > read.until;
  return false;
}

/**
 * Whether a task waited for a callback of its own that read, and now writes itself or by another such callback: a store whose every
 * call is `new Promise((resolve) => setTimeout(…))`.
 */
function isAnswerOfCallback(read: Access, write: Access): boolean {
  if (read.task.kind !== ForkKind.ONE_SHOT || read.task.merged === null) return false;
  const task = find(read.task);
  if (task === find(write.task)) return true;
  const { kind, lineParent } = write.task;
  return kind === ForkKind.ONE_SHOT && lineParent !== null && find(lineParent) === task;
}

/** Whether the writer is given what it writes, by the task that read or by a callback further on. */
function mayBeGiven(read: Access, write: Access, own: boolean, flows: Flows): boolean {
  return (
    !read.guard &&
    write.op === 'write' &&
    (own || isOfLaterCallback(read, write) || isAnswerOfCallback(read, write)) &&
    flows.isGiven(write.site)
  );
}

/**
 * Whether the write is made by a callback that the task of the read registered after it, or a few further on: what the task was answered may be
 * captured there, or in what is called (`const list = topics.get(name); authorize(() => topics.put(name, list.concat(client)))`).
 */
function isOfLaterCallback(read: Access, write: Access): boolean {
  const reader = find(read.task);
  let callbacks = 0;
  for (let at = find(write.task); at.lineParent !== null;) {
    if (at.kind === ForkKind.LISTENER || (at.kind === ForkKind.ONE_SHOT && ++callbacks > FAR)) return false;
    const before = find(at.lineParent);
    if (before === reader) return callbacks > 0 && at.forkTime > read.time;
    if (before === at) return false;
    at = before;
  }
  return false;
}

/**
 * Whether the async function that asked has ended: both ways led to its end, so it decided nothing of what its caller does
 * next. Known where it asked a synchronous function before it suspended.
 */
function isOver(read: Access, write: Access): boolean {
  return (
    !isSuspendable(read.site) &&
    ((read.task.ended && read.task.endTime < write.time) || hasReturned(read.task, read.time, write.time))
  );
}

/**
 * Whether a write says what happened, whatever a condition of another task had looked at: a constant, a failure that a callback was
 * told of, what was taken off a list.
 */
function tells(write: Access): boolean {
  return (
    writesConstant(write.site) ||
    tellsFailure(write.site) ||
    (write.op === 'delete' && write.value === UNKNOWN)
  );
}

/**
 * Whether what a condition set going can be a part of its own task: a call in its turn that the task has awaited. Without one, a
 * function that goes on within its turn, has returned and answers nothing has decided nothing of what its task does in later turns:
 * whichever way its branch went, the caller goes on.
 */
function setsPartGoing(read: Access): boolean {
  return !mustSetGoing(read) || madeCall(read.task, read.turn, read.time);
}

/** Callbacks of callbacks for which a condition in another function is still taken to have decided the write. */
const FAR = 2;

/** Whether few callbacks lie between a condition and a write in another function. */
function isNear(read: Access, write: Access): boolean {
  const reader = find(read.task);
  const writer = find(write.task);
  return reader === writer || writer.lineDepth - reader.lineDepth <= FAR;
}

/**
 * Whether the write is made by what the turn of a condition set going after it: a call or a callback. A condition that decides
 * its branch alone, in a function that has returned, decides nothing else of later turns.
 */
function isForkedAfter(read: Access, write: Access): boolean {
  for (let at: Task | null = write.task; at !== null && at !== read.task; at = at.lineParent)
    if (at.forkTurn === read.turn && at.forkTime > read.time) return true;
  return false;
}

/**
 * Whether the function of a condition can have set the callback going by which the write is made. One that goes on within its turn,
 * answers nobody's question and had returned when that was registered did not: whichever way its branch went, the rest of
 * the turn registered the callback. It is known of conditions that came to this once (conditions.ts).
 */
function setsGoing(read: Access, write: Access): boolean {
  if (!mustSetGoing(read)) return true;
  watchCondition(read.site);
  for (let at: Task | null = write.task; at !== null && at !== read.task; at = at.lineParent)
    if (at.forkTurn === read.turn && at.forkTime > read.time && hadReturned(read.site, at.forkTime))
      return false;
  return true;
}

function mustSetGoing({ site }: Access): boolean {
  return !isSuspendable(site) && !answers(site);
}

/** Whether the turn of the first access set the work going in which the second one is made. */
export function wasSetGoingAtOnce({ first, second }: Interval): boolean {
  for (let at: Task | null = second.task; at !== null && at !== first.task; at = at.lineParent)
    if (at.forkTurn === first.turn && at.forkTime > first.time) return true;
  return false;
}

/** The condition, if any, of which one must know whether it sets work of a kind going, for the operation to be one. */
export function conditionOf(interval: Interval): { site: number; kind: string } | null {
  const { first, second } = interval;
  if (!isAcross(interval) || !mustSetGoing(first)) return null;
  for (let at: Task | null = second.task; at !== null && at !== first.task; at = at.lineParent)
    if (at.forkTurn === first.turn && at.forkTime > first.time)
      return { site: first.site, kind: at.kind === ForkKind.CALL ? CALLED : at.what };
  return { site: first.site, kind: '' };
}

/** Whether an operation begins with a condition in another function, and ends in work of its own, which the value does not come to. */
export function isAcross({ first, second }: Interval): boolean {
  return (
    first.guard &&
    !isOf(first.task, first.by, find(second.task), first.time) &&
    !reaches(first.site, second.site) &&
    !isReturned(first.site)
  );
}

/** Whether what a condition found to be nothing is made nothing again: that undoes somebody's own work, not the condition's. */
function restores(read: Access, write: Access): boolean {
  return read.value !== UNKNOWN && write.value !== UNKNOWN && !isTruthy(read.value) && !isTruthy(write.value);
}

/** Whether the function that writes has read the entry in this turn: it makes the new value of the one there is now. */
function isMadeFromHere(write: Access, reads: readonly Access[]): boolean {
  for (let i = reads.length - 1; i >= 0 && reads[i]!.turn >= write.turn; i--) {
    const { time, site, task } = reads[i]!;
    if (time < write.time && inOneFunction(site, write.site) && find(task) === find(write.task)) return true;
  }
  return false;
}
