// Whether accesses are watched now: from the first fork on, except in the rest of a turn that made too many.
//
// A turn with tens of thousands of accesses to new places computes (it parses, compiles, diffs); recording each would cost
// a multiple of the work itself. Such a turn is watched up to MAX_ACCESSES. What it did afterwards is not known, so no
// operation that was begun before its end is judged any more: races may be missed, none is invented.
import { flags, switchTasks } from '../hooks/flags.ts';
import { failure } from '../hooks/failure.ts';
import { endPacedTurn } from './pace.ts';
import { clockwork } from './task.ts';

/** Recorded accesses of one turn after which the rest of it goes unwatched. */
export const MAX_ACCESSES = 20_000;

export const watching: {
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
} = { started: false, begun: false, blind: false, accesses: 0, blindUntil: 0, blindTurns: 0 };

/** The program forks a task: from now on accesses matter. */
export function beginWatching(): void {
  watching.begun = true;
  if (flags.tasks === 0 && !watching.blind && !failure.tasks) switchTasks(true);
}

/** Whether accesses are to be watched now. */
export function isWatching(): boolean {
  return watching.begun && !watching.blind && !failure.tasks;
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
  if (watching.begun && !failure.tasks) switchTasks(true);
}
