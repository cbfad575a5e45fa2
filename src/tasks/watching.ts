// Whether accesses are watched now: from the program's start on, except in the rest of a turn that made too many.
//
// Before the first fork only what that may carry on matters (a synchronous function that reads, and whose callback writes):
// a program that computes without any fork is watched for its first thousands of hook calls (pace.ts), and then anew from
// the first fork on.
//
// A turn with tens of thousands of accesses to new places computes (it parses, compiles, diffs); recording each would cost
// a multiple of the work itself. Such a turn is watched up to MAX_ACCESSES. What it did afterwards is not known, so no
// operation that was begun before its end is judged any more: races may be missed, none is invented.
import { flags, switchTasks } from '../hooks/flags.ts';
import { failure } from '../hooks/failure.ts';
import { switchStamping } from '../hooks/shadow-field.ts';
import { endPacedTurn, pace } from './pace.ts';
import { clockwork } from './task.ts';

/** Recorded accesses of one turn after which the rest of it goes unwatched. */
export const MAX_ACCESSES = 20_000;

export const watching: {
  /** The engine is on. */
  on: boolean;
  /** Instrumented code runs: what Node does before that makes no task. */
  started: boolean;
  /** The program has forked a task. */
  begun: boolean;
  /** The rest of this turn is not watched. */
  blind: boolean;
  /** Accesses recorded in this turn. */
  accesses: number;
  /** Time at which the last turn ended that was not watched to its end. */
  blindUntil: number;
  /** How many such turns there were. */
  blindTurns: number;
} = {
  on: false,
  started: false,
  begun: false,
  blind: false,
  accesses: 0,
  blindUntil: 0,
  blindTurns: 0,
};

/** Code of the program runs, for the first time. */
export function startWatching(): void {
  if (watching.started) return;
  watching.started = true;
  if (!watching.on || watching.begun || failure.tasks) return;
  pace.early = true;
  switchStamping(false);
  switchTasks(true);
}

/** The program forks a task: from now on all accesses matter. */
export function beginWatching(): void {
  if (!watching.begun) {
    watching.begun = true;
    // What lies before has not been watched to its end.
    if (!pace.early) watching.blindUntil = clockwork.time + 1;
    pace.early = false;
    switchStamping(true);
  }
  if (flags.tasks === 0 && !watching.blind && !failure.tasks) switchTasks(true);
}

/** Whether accesses are to be watched now. */
export function isWatching(): boolean {
  return (watching.begun || pace.early) && !watching.blind && !failure.tasks;
}

/** Counts a recorded access; the one too many closes the eyes until the turn ends. */
export function countAccess(): void {
  if (++watching.accesses > MAX_ACCESSES && !watching.blind) {
    watching.blind = true;
    watching.blindTurns++;
    switchTasks(false);
  }
}

/** The turn ends. */
export function endWatchedTurn(): void {
  watching.accesses = 0;
  endPacedTurn();
  if (!watching.blind) return;
  watching.blind = false;
  watching.blindUntil = clockwork.time + 1;
  if ((watching.begun || pace.early) && !failure.tasks) switchTasks(true);
}
