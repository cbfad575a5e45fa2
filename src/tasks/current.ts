// Which task runs now. One variable; the context trackers (promises.ts, resources.ts, functions.ts) move it.
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { acquire, clockwork, closeTurn, find, ForkKind, openTurn, release, Task } from './task.ts';
import { endWatchedTurn } from './watching.ts';

/** The main program: everything that no other task was started for. */
export const mainTask: Task = new Task(null, ForkKind.LISTENER, 0, 'main');

let current: Task | null = mainTask;
const outer: (Task | null)[] = [];
/** The numbers of the turns that are interrupted. */
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
  // Called within a turn: what that did comes first, and what this does comes before the rest of it.
  if (outer.length > 0 && current !== null && task !== null) acquire(task, find(current).clock);
  outer[outer.length] = current;
  interrupted[interrupted.length] = clockwork.turn;
  clockwork.turn = ++lastTurn;
  clockwork.began = clockwork.time;
  current = task;
  openTurn(task);
}

/** Begins a turn of a task that is made when somebody asks for it; false where that cannot wait. */
export function enterUnasked(owner: Unasked): boolean {
  if (outer.length > 0) return false;
  enterTurn(null);
  unasked = owner;
  return true;
}

export function leaveTurn(): void {
  endTurn();
  const number = interrupted.pop();
  const ended = current;
  current = outer.length > 0 ? outer.pop()! : null;
  if (outer.length === 0) {
    if (ended !== null) lastKnown = find(ended).clock;
    else if (unasked !== null) lastKnown = unasked.clock;
    unasked = null;
    if (mainIsOver) current = null;
    for (let i = 0; i < turnsLeft.length; i++) turnsLeft[i]!();
  }
  if (outer.length > 0 && current !== null && ended !== null) acquire(find(current), find(ended).clock);
  // The outermost is the loop itself: what Node calls from there without telling is a turn of its own.
  clockwork.turn = number !== undefined && outer.length > 0 ? number : ++lastTurn;
  if (clockwork.turn === lastTurn) clockwork.began = clockwork.time;
  openTurn(current);
}

function endTurn(): void {
  for (let i = 0; i < turnEnds.length; i++) turnEnds[i]!();
  closeTurn();
  endWatchedTurn();
  clockwork.time++;
}

export function onTurnEnd(listener: () => void): void {
  turnEnds[turnEnds.length] = listener;
}

export function onTurnLeft(listener: () => void): void {
  turnsLeft[turnsLeft.length] = listener;
}

/** An async function suspends for the first time or ends: its caller goes on in the same turn. */
export function backToCaller(token: Task, task: Task): void {
  if (token.suspended) return;
  const { caller } = token;
  token.suspended = true;
  token.caller = null;
  if (current !== null && find(current) === task) current = caller === null ? null : find(caller);
}
