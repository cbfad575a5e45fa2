// The orders that promises make: resolve → resume, registration → reaction, inputs → Promise.all. Source of the events:
// v8.promiseHooks. V8 calls init(throwaway, awaited) in the awaiting turn, settled(p) in the resolving one and
// before(throwaway) at the resume; which async function a throwaway belongs to is told by the hook `aw` (functions.ts).
//
// Invariant: a stamp never points to the promise itself, and forgets the promise it waits for once it has run, so that
// an endless chain `p = p.then(f)` stays collectable.
import { promiseHooks } from 'node:v8';
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { bindingOf } from '../hooks/bindings.ts';
import { tasksFailed } from '../hooks/failure.ts';
import { isProxy, ReflectGetPrototypeOf } from '../hooks/primordials.ts';
import { noteFork } from './conditions.ts';
import {
  backToCaller,
  currentClock,
  currentTask,
  enterTurn,
  enterUnasked,
  here,
  leaveTurn,
  mainTask,
} from './current.ts';
import { finishRead } from './duck-stores.ts';
import { PromiseStamps } from './stamp-field.ts';
import { noteAwaited } from './awaits.ts';
import {
  acquire,
  type Awaited,
  clockwork,
  endTask,
  find,
  followsThisTurn,
  ForkKind,
  merge,
  release,
  settlesInThisTurn,
  Task,
  Trace,
} from './task.ts';
import { watching } from './watching.ts';

/** What a callback of `then` is called. */
const REACTION = 'promise reaction';

export const PromiseKind = {
  /** Made by `new Promise`, `Promise.resolve` …, or by code without hooks. */
  PLAIN: 0,
  /** The result of an instrumented async function. */
  ASYNC: 1,
  /** V8's throwaway behind an `await` of instrumented code. */
  AWAIT: 2,
  /** Derived by then/catch/finally, or an `await` of code without hooks. */
  REACTION: 3,
} as const;

export class PromiseStamp {
  kind: number;
  /** Who made it. */
  readonly task: Task;
  /** The task whose line its reaction continues or whose function it ends; of a PLAIN one the callback that settled it; null until known. */
  own: Task | null = null;
  /** The promise this one waits for. */
  parent: PromiseStamp | null;
  /** REACTION: what the maker knew, which the reaction's own task begins with. */
  clock: TaskClock = EMPTY_CLOCK;
  /** When it was made; no other was made then. */
  readonly time: number;
  readonly turn: number;
  /** What the resolver had done when it settled; null before. */
  settled: TaskClock | null = null;
  /** A reaction was already derived from it that continues its line. */
  chained = false;
  /** For the result of Promise.all: what its inputs' resolvers had done. For an input's reaction: where to put that. */
  group: { clock: TaskClock } | null = null;
  /** Of a class that extends Promise: V8 does not say from which promise `then` derives such a one. */
  extended = false;

  constructor(kind: number, task: Task, parent: PromiseStamp | null) {
    this.kind = kind;
    this.task = task;
    this.parent = parent;
    this.time = ++clockwork.time;
    this.turn = clockwork.turn;
    if (kind !== PromiseKind.REACTION) return;
    this.clock = release(task);
    if (clockwork.conditionTurn === this.turn) noteFork(this.time, REACTION);
    followsThisTurn(this);
  }

  /** A reaction's task, once its turn has begun and somebody asks. */
  begin(): Task {
    const task = find(taskOf(this));
    noteAwaited(task, follows);
    return task;
  }
}

/** The number of the promise whose reaction runs, where no task was made for it. */
let follows = 0;

/** The read of a library's store that lasts until the resume (duck-stores.ts). */
type LastingRead = Parameters<typeof finishRead>[0] | null;

/**
 * What V8's throwaway behind an `await` of instrumented code carries, where it is not the call itself that resumes (which awaits one
 * promise at a time): nobody waits for it, and nobody can.
 */
class AwaitStamp {
  readonly kind: typeof PromiseKind.AWAIT = PromiseKind.AWAIT;
  /** Who resumes. */
  readonly task: Task;
  /** The promise that is awaited. */
  parent: PromiseStamp | null;
  read: LastingRead;

  constructor(task: Task, parent: PromiseStamp | null, read: LastingRead) {
    this.task = task;
    this.parent = parent;
    this.read = read;
  }
}

type AnyStamp = PromiseStamp | AwaitStamp | Task;

/** The stamp of a native promise that code may hold, or undefined. */
export function stampOf(promise: object): PromiseStamp | undefined {
  const stamp = PromiseStamps.get<AnyStamp>(promise);
  return stamp instanceof PromiseStamp ? stamp : undefined;
}

/** The last promise made without a parent: at `ent`, the running async function's own. */
let newest: PromiseStamp | null = null;
/** What was done before any promise of a class that extends Promise settled: what follows one of them may follow each. */
let extendedSettled: TaskClock = EMPTY_CLOCK;
/** Set by `aw`: the task that suspends at the very next await, and whether that is a call, by itself or as a part of another task. */
let suspending: Task | null = null;
let isCall = false;
/** … what it awaits: its own operand, or the promise made of a thenable; and the stamp of that, null without one. */
let suspendedOn: unknown = null;
let suspendedStamp: PromiseStamp | null = null;
/** … the promise that V8 makes of a value: it settles at once, and nobody else has it. */
let wrapping: object | null = null;
/** … and the read of a library's store that its operand answers. */
let reading: LastingRead = null;
/** The throwaway promise of the await that goes on: it settles once what comes behind that has run, which nobody waits for. */
let resumed: object | null = null;
/** Set while Promise.all and the like take their inputs. */
let collecting: { clock: TaskClock } | null = null;

/** An async function whose `for await` has begun in its first turn, not suspended yet: its awaits come unannounced. */
let looping: Task | null = null;

export function suspendAtNextReaction(token: Task): void {
  looping = token;
}

/**
 * @param token - the call that awaits, which is a part of `task`; 0: not known
 * @param stamp - the operand's
 */
export function suspendNext(
  task: Task,
  token: Task | 0,
  operand: unknown,
  stamp: PromiseStamp | null,
  read: LastingRead,
): void {
  newest = null;
  isCall = token !== 0;
  suspending = token === 0 ? task : token;
  suspendedOn = operand;
  suspendedStamp = stamp;
  reading = read;
}

/** What awaits carry that wait for a value. */
const VALUE = new PromiseStamp(PromiseKind.PLAIN, mainTask, null);

/**
 * The promise that the async function which starts now will settle; null when it cannot be told: a state machine may be made before its
 * promise is, which another call or await has come before then.
 */
export function promiseOfStartingFunction(): PromiseStamp | null {
  const promise = newest;
  newest = null;
  return promise !== null && promise.turn === clockwork.turn && promise.kind === PromiseKind.PLAIN
    ? promise
    : null;
}

function onInit(promise: object, parent: object | undefined): void {
  if (!watching.started) return;
  if (parent === undefined) {
    const maker = here();
    maker.trace |= Trace.LASTS;
    newest = new PromiseStamp(PromiseKind.PLAIN, maker, null);
    newest.extended = isExtended(promise);
    if (suspending !== null) {
      suspendedOn = promise;
      suspendedStamp = newest;
    }
    PromiseStamps.give<AnyStamp>(promise, newest);
    return;
  }
  if (suspending !== null) {
    if (parent === wrapping || parent === suspendedOn) suspendOn(suspending, promise);
    else if (isValue(suspendedOn)) wrapping = promise;
    else wrapOperand(find(suspending), promise);
    return;
  }
  const parentStamp = stampOf(parent) ?? null;
  const task = here();
  const stamp = new PromiseStamp(PromiseKind.REACTION, task, parentStamp);
  task.forked = stamp.time;
  if (collecting !== null) stamp.group = collecting;
  else if (parentStamp !== null) continueLine(stamp, parentStamp, task);
  PromiseStamps.give<AnyStamp>(promise, stamp);
  if (looping !== null && find(looping) === find(task)) {
    backToCaller(looping, find(looping));
    looping = null;
  }
}

/** `await thenable`: V8 makes a promise of the operand first, as a child of the function's own. */
function wrapOperand(task: Task, promise: object): void {
  suspendedOn = promise;
  suspendedStamp = new PromiseStamp(PromiseKind.PLAIN, task, null);
  PromiseStamps.give<AnyStamp>(promise, suspendedStamp);
}

/** What `await 5` awaits: V8 makes a promise of that, too. */
function isValue(operand: unknown): boolean {
  return operand === null || (typeof operand !== 'object' && typeof operand !== 'function');
}

/** An await of `call`, or of a task of which more is not known, begins, for which V8 has made its throwaway promise. */
function suspendOn(call: Task, throwaway: object): void {
  const task = find(call);
  followsThisTurn(task);
  clockwork.time++;
  const stamp = wrapping === null ? suspendedStamp : VALUE;
  if (isCall && reading === null && call.awaiting === null) {
    call.awaiting = stamp;
    PromiseStamps.give<AnyStamp>(throwaway, call);
  } else PromiseStamps.give<AnyStamp>(throwaway, new AwaitStamp(task, stamp, reading));
  suspending = suspendedOn = suspendedStamp = wrapping = reading = null;
}

const promisePrototype: object = Promise.prototype;

/** Whether a promise is of a class that extends Promise, in whatever realm: further from the end of its prototypes. */
function isExtended(promise: object): boolean {
  const prototype = ReflectGetPrototypeOf(promise);
  if (prototype === promisePrototype) return false;
  if (prototype === null || isProxy(prototype)) return true;
  const next = ReflectGetPrototypeOf(prototype);
  return next === null || isProxy(next) || ReflectGetPrototypeOf(next) !== null;
}

/** f().then(g).catch(h), written as one chain in one turn, is one operation: the reactions continue the first one's line. */
function continueLine(stamp: PromiseStamp, parent: PromiseStamp, task: Task): void {
  const produces = parent.kind === PromiseKind.ASYNC || parent.kind === PromiseKind.REACTION;
  if (!produces || parent.chained || parent.turn !== stamp.turn) return;
  if (find(parent.task) !== find(task) || (parent.kind === PromiseKind.ASYNC && parent.own === null)) return;
  // What the registrar did between the call and `.then` may have decided it: no chain, but an operation of its own.
  if (find(task).accessed > (parent.own?.forkTime ?? parent.time)) return;
  parent.chained = true;
  stamp.own = parent.kind === PromiseKind.ASYNC ? parent.own : taskOf(parent);
  stamp.own!.trace |= Trace.LASTS;
}

/** The task that runs a reaction: made once, a child of whoever registered it. */
function taskOf(stamp: PromiseStamp): Task {
  stamp.own ??= new Task(find(stamp.task), ForkKind.ONE_SHOT, 0, REACTION, stamp);
  return stamp.own;
}

function onBefore(promise: object): void {
  const stamp = PromiseStamps.get<AnyStamp>(promise);
  if (stamp === undefined) {
    enterTurn(watching.begun ? null : currentTask());
    return;
  }
  if (stamp instanceof Task) {
    resumed = promise;
    const awaited = stamp.awaiting;
    stamp.awaiting = null;
    resume(find(stamp), awaited);
    return;
  }
  if (stamp instanceof AwaitStamp) {
    const { parent, read } = stamp;
    stamp.parent = null;
    stamp.read = null;
    resume(find(stamp.task), parent);
    if (read !== null) finishRead(read);
    return;
  }
  const { parent } = stamp;
  stamp.parent = null;
  // Many run no code of the program: what Promise.all and `for await` make of their inputs.
  const waits = stamp.kind === PromiseKind.REACTION && stamp.own === null && !stamp.extended;
  if (waits && parent !== null && enterUnasked(stamp)) {
    follows = parent.time;
    if (parent.settled !== null) stamp.clock = join(stamp.clock, parent.settled);
    if (stamp.group !== null) stamp.group.clock = join(stamp.group.clock, stamp.clock);
    return;
  }
  let task: Task;
  if (stamp.kind === PromiseKind.REACTION) task = find(taskOf(stamp));
  else task = find(stamp.kind === PromiseKind.ASYNC && stamp.own !== null ? stamp.own : stamp.task);
  enterTurn(task);
  if (parent !== null) {
    takeSettled(task, parent);
    if (stamp.group !== null) stamp.group.clock = join(stamp.group.clock, release(task));
  }
  if (stamp.extended) acquire(task, extendedSettled);
}

function resume(task: Task, awaited: Awaited | null): void {
  if (awaited === VALUE) {
    enterTurn(task);
    noteAwaited(task, ++clockwork.time);
    return;
  }
  if (awaited !== null && awaited.own !== null && awaited.kind === PromiseKind.PLAIN)
    takeCallback(awaited, awaited.own, task);
  enterTurn(task);
  if (awaited !== null) takeSettled(task, awaited);
}

/**
 * `await new Promise((resolve) => setTimeout(() => { …; resolve(x) }))`: what the callback did is the operation of who waited for it, as
 * in `await sleep(); …`, where it was set going in the turn that made the promise, and nothing after it.
 */
function takeCallback(promise: Awaited, callback: Task, task: Task): void {
  if (callback.accessed === 0 || callback.merged !== null || callback === task) return;
  if (callback.lineParent === null || find(callback.lineParent) !== task || find(promise.task) !== task)
    return;
  if (callback.forkTurn !== promise.turn || task.forked > callback.forkTime) return;
  // It has ended: its chain is anybody's.
  callback.chain = null;
  merge(callback, task);
}

function takeSettled(task: Task, promise: Awaited): void {
  if (promise.settled !== null) acquire(task, promise.settled);
  noteAwaited(task, promise.time);
}

function onSettled(promise: object): void {
  if (promise === resumed || promise === wrapping) return;
  const stamp = stampOf(promise);
  if (stamp === undefined) return;
  let clock = currentClock() ?? EMPTY_CLOCK;
  // `return promise` in an async function: its own promise is settled later, by whoever settled that one.
  if (stamp.kind === PromiseKind.ASYNC && stamp.own !== null) {
    clock = join(clock, release(find(stamp.own)));
    stamp.own.trace |= Trace.ANSWERED;
    // A state machine that threw, or that nothing else ended.
    if (!stamp.own.ended) {
      endTask(stamp.own);
      backToCaller(stamp.own, find(stamp.own));
    }
  }
  if (stamp.kind === PromiseKind.PLAIN && stamp.group !== null) clock = join(clock, stamp.group.clock);
  if (stamp.kind === PromiseKind.PLAIN) {
    const current = currentTask();
    if (current !== null && current.kind === ForkKind.ONE_SHOT) {
      stamp.own = current;
      current.trace |= Trace.LASTS;
    }
  }
  stamp.settled = stamp.settled === null ? clock : join(stamp.settled, clock);
  if (stamp.extended) extendedSettled = join(extendedSettled, clock);
  settlesInThisTurn(stamp);
  clockwork.time++;
}

/** Runs a combinator that waits for all its inputs, and makes each input's resolver happen before its result. */
export function collectInputs<T extends object>(combine: () => T): T {
  const outer = collecting;
  const group = { clock: EMPTY_CLOCK };
  collecting = group;
  try {
    const result = combine();
    const stamp = stampOf(result);
    if (stamp !== undefined) stamp.group = group;
    return result;
  } finally {
    collecting = outer;
  }
}

/** What an exception of a hook would end is the process. */
const hooks = {
  init(promise: object, parent: object | undefined): void {
    try {
      onInit(promise, parent);
    } catch (error) {
      tasksFailed(error);
    }
  },
  before(promise: object): void {
    try {
      onBefore(promise);
    } catch (error) {
      tasksFailed(error);
    }
  },
  after(): void {
    try {
      leaveTurn();
    } catch (error) {
      tasksFailed(error);
    }
  },
  settled(promise: object): void {
    try {
      onSettled(promise);
    } catch (error) {
      tasksFailed(error);
    }
  },
};

/** Starts to follow promises. */
export function trackPromises(): void {
  promiseHooks.createHook(hooks as never);
}

/**
 * Takes the promise hooks that async_hooks installs for itself away again, on Nodes whose createHook has no
 * `trackPromises: false` (20 and 22): they double the cost of an await (406 against 150 ns on Node 20.20), and would give
 * promises async ids that the program would see. As soon as the program uses async_hooks or AsyncLocalStorage itself,
 * Node puts its own hooks back beside ours.
 */
export function dropForeignPromiseHooks(): void {
  try {
    bindingOf('async_wrap')?.['setPromiseHooks']?.(hooks.init, hooks.before, hooks.after, hooks.settled);
  } catch {
    // Both hooks run: slower, not wrong.
  }
}
