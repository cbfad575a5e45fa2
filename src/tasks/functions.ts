// The hooks at the borders of async functions: entry, await, return, exit. They tell what V8 does not: which async
// function a suspension belongs to, so that the caller, which goes on synchronously, gets its task back.
import { endQuestion } from './asking.ts';
import { isPromise } from '../hooks/primordials.ts';
import { CALLED, noteFork } from './conditions.ts';
import { backToCaller, here, switchTo } from './current.ts';
import { takeOpenRead } from './duck-stores.ts';
import {
  promiseOfStartingFunction,
  PromiseKind,
  type PromiseStamp,
  stampOf,
  suspendAtNextReaction,
  suspendNext,
} from './promises.ts';
import { noteSite } from './stacks.ts';
import { noteAwait } from './awaits.ts';
import { endCall, noteTail } from './tails.ts';
import { acquire, clockwork, find, ForkKind, merge, release, Task, Trace } from './task.ts';
import { beginWatching } from './watching.ts';

/** Hook `ent`: an instrumented async function starts. Returns its task, the token of the other hooks. */
export function enter(site: number): Task {
  beginWatching();
  const caller = here();
  const task = new Task(caller, ForkKind.CALL, site, '');
  task.caller = caller;
  noteSite(site, task.id);
  if (clockwork.conditionTurn === task.forkTurn) noteFork(task.forkTime, CALLED);
  const promise = promiseOfStartingFunction();
  if (promise !== null) {
    promise.kind = PromiseKind.ASYNC;
    promise.own = task;
  }
  switchTo(task);
  return task;
}

/** Hook `aw`: `token`'s function (0: whatever runs) awaits `operand` at `site`. Returns the operand. */
export function suspend(token: Task | 0, operand: unknown, site = 0): unknown {
  beginWatching();
  const task = token === 0 ? here() : find(token);
  if (token === 0) task.trace |= Trace.LASTS;
  noteAwait(task, site);
  const stamp = typeof operand === 'object' && operand !== null ? (stampOf(operand) ?? null) : null;
  if (stamp !== null) takeOver(stamp, task);
  suspendNext(task, token, operand, stamp, takeOpenRead(site));
  if (token !== 0) backToCaller(token, task);
  return operand;
}

/** Hook `fa`: a `for await` of `token`'s function begins. Its first await gives the caller its task back. */
export function awaitInLoop(token: Task): void {
  if (token.caller !== null) suspendAtNextReaction(token);
}

/** Hook `fr`: the body of a `for await` runs, or what comes behind it: V8's reaction that got here goes on with the function's own task. */
export function resumeInLoop(token: Task): void {
  const task = find(token);
  const current = here();
  if (find(current) === task) return;
  acquire(task, release(current));
  switchTo(task);
}

/** Hook `ret`: an async function returns `value`; a promise it just made is awaited by its own promise, and its call ends with that one. */
export function returns(token: Task, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && isPromise(value)) {
    const stamp = stampOf(value);
    if (stamp !== undefined) {
      const { own } = stamp;
      const merged = own?.merged;
      takeOver(stamp, find(token));
      if (own !== null && own.merged !== merged) noteTail(token, own);
    }
  }
  return value;
}

/** Hook `lv`: the function ends, by whatever way. */
export function leave(token: Task): void {
  const task = find(token);
  endQuestion();
  endCall(token);
  backToCaller(token, task);
}

/** Hook `me`: a state machine returns `value`, and with it its function; `later`: a `finally` comes first, whose end is told by `mf`. */
export function endByStep(token: Task, value: unknown, later: boolean): void {
  returns(token, value);
  if (later) token.trace |= Trace.RETURNS;
  else leave(token);
}

/** Hook `mf`: a `finally` of a state machine has run to its end. */
export function endFinally(token: Task): void {
  if ((token.trace & Trace.RETURNS) === 0) return;
  token.trace &= ~Trace.RETURNS;
  leave(token);
}

/**
 * `await f()`: the callee's operation is the caller's own when the caller made it in this turn and forked nothing since;
 * with a fork in between (`const a = f(), b = g(); await a`) the callees stay concurrent tasks.
 */
function takeOver(stamp: PromiseStamp, task: Task): void {
  if (stamp.turn !== clockwork.turn) return;
  const own = stamp.own;
  if (stamp.kind === PromiseKind.ASYNC && own !== null) {
    // What somebody else awaits already is that one's operation.
    if (own.merged !== null) return;
    const child = own;
    if (child === task || child.lineParent === null || find(child.lineParent) !== task) return;
    if (task.forked > child.forkTime) return;
    merge(child, task);
  } else if (stamp.kind === PromiseKind.REACTION) {
    if (find(stamp.task) !== task || task.forked > stamp.time) return;
    if (own === null) stamp.own = task;
    else if (find(own) !== task && own.accessed === 0) merge(find(own), task);
  }
}
