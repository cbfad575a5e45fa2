// Which task runs now. One variable; the context trackers (promises.ts, resources.ts, functions.ts) move it.
import { acquire, clockwork, closeTurn, find, ForkKind, openTurn, Task } from './task.ts';
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

/** The task that runs now. Code that nobody announced (a native callback) runs as a new listener task. */
export function here(): Task {
  if (current === null) current = new Task(null, ForkKind.LISTENER, 0, 'callback');
  return current;
}

/** The task that runs now, or null between turns. */
export function currentTask(): Task | null {
  return current;
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
  endTurn();
  // Called within a turn: what that did comes first, and what this does comes before the rest of it.
  if (outer.length > 0 && current !== null && task !== null) acquire(task, find(current).clock);
  outer.push(current);
  interrupted.push(clockwork.turn);
  clockwork.turn = ++lastTurn;
  current = task;
  openTurn(task);
}

export function leaveTurn(): void {
  endTurn();
  const number = interrupted.pop();
  const ended = current;
  current = outer.length > 0 ? outer.pop()! : null;
  if (outer.length > 0 && current !== null && ended !== null) acquire(find(current), find(ended).clock);
  // The outermost is the loop itself: what Node calls from there without telling is a turn of its own.
  clockwork.turn = number !== undefined && outer.length > 0 ? number : ++lastTurn;
  openTurn(current);
}

function endTurn(): void {
  for (let i = 0; i < turnEnds.length; i++) turnEnds[i]!();
  closeTurn();
  endWatchedTurn();
  clockwork.time++;
}

export function onTurnEnd(listener: () => void): void {
  turnEnds.push(listener);
}

/** An async function suspends for the first time or ends: its caller goes on in the same turn. */
export function backToCaller(token: Task, task: Task): void {
  if (token.suspended) return;
  const { caller } = token;
  token.suspended = true;
  token.caller = null;
  if (current !== null && find(current) === task) current = caller === null ? null : find(caller);
}
