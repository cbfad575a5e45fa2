// What the running turn has tested so far, by numbers of entries, and the flags that are held: what the rules ask beyond one
// entry, where a prediction would move a write into an operation (rules/exclusion.ts).
//
// A flag is held from a test of it and a write, in one turn, that turns what the test saw (`if (busy) return; busy = true`,
// `while (busy) await sleep(1); busy = true`) until a write that turns it back. Who did not take it up may have turned it back (the
// callback of the timer that is the flag): then the next one that turns it the same way begins anew. Numbers, not entries, so
// that what was recorded keeps no store alive.
import { clockwork, find, type Holding, type Task } from './task.ts';

/** Entries that are listed; of those beyond nothing is known. */
const MAX_LISTED = 24;
/** Flags that a task holds at most; the oldest are forgotten. */
const MAX_HELD = 8;

export class TurnRecord {
  readonly turn: number = clockwork.turn;
  /** When the turn began. */
  readonly began: number = clockwork.began;
  /** Entries that were read in conditions, by their numbers. */
  tested: readonly number[] = NONE_TESTED;
  /** Entries that were counted up or down, each followed by where, and where a condition had read it last; 0: nowhere. */
  updates: readonly number[] = NONE_TESTED;
}
const NONE_TESTED: readonly number[] = [];

let record: TurnRecord = new TurnRecord();

/** The record of the turn that runs. */
export function recordOfTurn(): TurnRecord {
  if (record.turn !== clockwork.turn) record = new TurnRecord();
  return record;
}

/** Notes that the entry with that number is read in a condition. */
export function noteTest(entry: number): void {
  const turn = recordOfTurn();
  const { tested } = turn;
  if (tested.length >= MAX_LISTED || tested.includes(entry)) return;
  // Most turns test nothing.
  if (tested === NONE_TESTED) turn.tested = [entry];
  else (tested as number[])[tested.length] = entry;
}

/**
 * Notes that the entry with that number is counted up or down at `site` (`n++`).
 * @param tested - where a condition of this turn read it last; 0: nowhere
 */
export function noteUpdate(entry: number, site: number, tested: number): void {
  const turn = recordOfTurn();
  const { updates } = turn;
  if (updates === NONE_TESTED) turn.updates = [entry, site, tested];
  else if (updates.length < 3 * MAX_LISTED) (updates as number[]).push(entry, site, tested);
}

// A function that held a callback would make the scope of its caller at each write.
function findHeld(owner: Task, entry: number): Holding | undefined {
  const { held } = owner;
  for (let i = 0; i < held.length; i++) if (held[i]!.flag === entry && held[i]!.until === 0) return held[i];
  return undefined;
}

/**
 * Notes a write of `task` to the entry with that number.
 * @param tested - whether the task had tested the entry in this turn
 * @param turned - whether something became nothing, or nothing something
 * @param isSet - whether it is something now
 */
export function noteWrite(entry: number, task: Task, tested: boolean, turned: boolean, isSet: boolean): void {
  if (!turned) return;
  const owner = find(task);
  const held = findHeld(owner, entry);
  const { turn, time } = clockwork;
  const turnsBack = held !== undefined && held.isSet !== isSet;
  if (held !== undefined) held.until = turnsBack ? turn : turn - 1;
  // Who cleared a flag after a test, and sets it after another one, has not turned back what it held: it takes the flag up.
  if (tested && (!turnsBack || isSet))
    owner.held = alsoHeld(owner.held, {
      flag: entry,
      from: turn,
      until: 0,
      since: time,
      isSet,
      record: recordOfTurn(),
    });
}

/** Those of `held` that still are, the newest, and one more. A turn may turn thousands of flags: nothing else is made. */
function alsoHeld(held: readonly Holding[], more: Holding): readonly Holding[] {
  let first = held.length;
  for (let left = MAX_HELD - 1; first > 0 && left > 0; first--) if (held[first - 1]!.until === 0) left--;
  const still: Holding[] = [];
  for (; first < held.length; first++) if (held[first]!.until === 0) still[still.length] = held[first]!;
  still[still.length] = more;
  return still;
}
