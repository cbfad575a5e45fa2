// Which task runs now. One variable; the context trackers (promises.ts, resources.ts, functions.ts) move it.
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import {
  acquire,
  clockwork,
  closeTurn,
  find,
  ForkKind,
  isTurnBlank,
  openTurn,
  release,
  Task,
} from './task.ts';
import { pace } from './pace.ts';
import { endWatchedTurn } from './watching.ts';

/** The main program: everything that no other task was started for. */
export const mainTask: Task = new Task(null, ForkKind.LISTENER, 0, 'main');

let current: Task | null = mainTask;
/** Turns that run, one within another. */
let depth = 0;
/** Who ran before the outermost of them. */
let beneath: Task | null = null;
/** The tasks and the numbers of the turns that are interrupted, innermost last. */
const outer: (Task | null)[] = [];
const interrupted: number[] = [];
let lastTurn = clockwork.turn;
/** Called as each turn ends. */
const turnEnds: (() => void)[] = [];
/** Called when a turn has ended that was not within another one. */
const turnsLeft: (() => void)[] = [];

/** Whether the main program's own run is over: what nobody announces from then on is not its work. */
let mainIsOver = false;
/** What was known when the last turn ended. */
let lastKnown: TaskClock = EMPTY_CLOCK;

/** Who runs in a turn for which no task was made: nobody has asked for it so far. */
export interface Unasked {
  /** What its task begins with. */
  readonly clock: TaskClock;
  begin(): Task;
}

let unasked: Unasked | null = null;

/** The loop calls back: the main program has run to its end, or to its first suspension. */
export function endMain(): void {
  mainIsOver = true;
}

/** The task that runs now. Code that nobody announced runs as a new listener task. */
export function here(): Task {
  return current ?? begun();
}

function begun(): Task {
  current = unasked === null ? unannounced() : unasked.begin();
  unasked = null;
  return current;
}

/**
 * A native callback, or a handler of `uncaughtException` and `unhandledRejection`, which Node calls once the ticks and
 * promises are through. What it follows from is not told: it comes after the last turn, and is not taken to race with it.
 */
function unannounced(): Task {
  const task = new Task(null, ForkKind.LISTENER, 0, 'callback');
  task.clock = join(mainTask.clock, lastKnown);
  return task;
}

/** The task that runs now, or null between turns. */
export function currentTask(): Task | null {
  return unasked === null ? current : here();
}

/** What is known now, also where no task was made for it; null between turns. */
export function currentClock(): TaskClock | null {
  if (unasked !== null) return unasked.clock;
  return current === null ? null : release(find(current));
}

/** Makes `task` the running one, within the same turn. */
export function switchTo(task: Task | null): void {
  current = task;
}

/**
 * Begins a turn of `task`; `leaveTurn` ends it. Turns nest where a callback is run inside another one's turn
 * (AsyncResource.runInAsyncScope): that goes on afterwards as the same turn, for nothing else came between.
 */
export function enterTurn(task: Task | null): void {
  if (unasked !== null) begun();
  endTurn();
  if (depth === 0) beneath = current;
  else interrupt(task);
  depth++;
  clockwork.turn = ++lastTurn;
  clockwork.began = clockwork.time;
  current = task;
  openTurn(task);
}

/** A turn of `task` begins within the one that runs. */
function interrupt(task: Task | null): void {
  // What that did comes first, and what this does comes before the rest of it.
  if (current !== null && task !== null) acquire(task, find(current).clock);
  outer[outer.length] = current;
  interrupted[interrupted.length] = clockwork.turn;
}

/** Begins a turn of a task that is made when somebody asks for it; false where that cannot wait. */
export function enterUnasked(owner: Unasked): boolean {
  if (depth > 0) return false;
  enterTurn(null);
  unasked = owner;
  return true;
}

export function leaveTurn(): void {
  endTurn();
  const ended = current;
  if (depth > 1) {
    depth--;
    goOn(outer.pop()!, interrupted.pop()!, ended);
    return;
  }
  if (ended !== null) lastKnown = find(ended).clock;
  else if (unasked !== null) lastKnown = unasked.clock;
  unasked = null;
  current = mainIsOver || depth === 0 ? null : beneath;
  depth = 0;
  for (let i = 0; i < turnsLeft.length; i++) turnsLeft[i]!();
  // The outermost is the loop itself: what Node calls from there without telling is a turn of its own.
  clockwork.turn = ++lastTurn;
  clockwork.began = clockwork.time;
  openTurn(current);
}

/** The turn that was interrupted goes on. */
function goOn(task: Task | null, number: number, ended: Task | null): void {
  current = task;
  if (task !== null && ended !== null) acquire(find(task), find(ended).clock);
  clockwork.turn = number;
  openTurn(task);
}

function endTurn(): void {
  // What lies between the turns of two promises is a turn, too, in which nothing was done.
  if (pace.calls !== 0 || !isTurnBlank()) endTurnOfWork();
  clockwork.time++;
}

function endTurnOfWork(): void {
  for (let i = 0; i < turnEnds.length; i++) turnEnds[i]!();
  closeTurn();
  endWatchedTurn();
}

export function onTurnEnd(listener: () => void): void {
  turnEnds[turnEnds.length] = listener;
}

export function onTurnLeft(listener: () => void): void {
  turnsLeft[turnsLeft.length] = listener;
}

/** An async function suspends for the first time or ends: its caller goes on in the same turn. */
export function backToCaller(token: Task, task: Task): void {
  const { caller } = token;
  if (caller === null) return;
  token.caller = null;
  if (current !== null && find(current) === task) current = find(caller);
}
