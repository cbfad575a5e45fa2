// What the running turn has read, tested and written so far, by numbers of entries, and the flags that are held: what the
// rules ask beyond one entry, where a prediction would move a write into an operation (rules/exclusion.ts).
//
// A flag is held from a test of it and a write, in one turn, that turns what the test saw (`if (busy) return; busy = true`,
// `while (busy) await sleep(1); busy = true`) until a write that turns it back. Numbers, not entries, so that what was
// recorded keeps no store alive.
import { clockwork, find, type Holding, type Task } from './task.ts';

/** Entries of each list; of those beyond nothing is known, which is silence about nothing. */
const MAX_LISTED = 24;
/** Flags that a task holds at most; the oldest are forgotten. */
const MAX_HELD = 8;

export class TurnRecord {
  readonly turn: number = clockwork.turn;
  /** When the turn began. */
  readonly began: number = clockwork.began;
  readonly read: number[] = [];
  readonly tested: number[] = [];
  readonly written: number[] = [];
}

let record: TurnRecord = new TurnRecord();

/** The record of the turn that runs. */
export function recordOfTurn(): TurnRecord {
  if (record.turn !== clockwork.turn) record = new TurnRecord();
  return record;
}

function list(entries: number[], entry: number): void {
  if (entries.length < MAX_LISTED && !entries.includes(entry)) entries.push(entry);
}

/** Notes a read of the entry with that number. */
export function noteRead(entry: number, guard: boolean): void {
  const { read, tested } = recordOfTurn();
  list(read, entry);
  if (guard) list(tested, entry);
}

/**
 * Notes a write of `task` to the entry with that number.
 * @param tested - whether the task had tested the entry in this turn
 * @param turned - whether something became nothing, or nothing something
 */
export function noteWrite(entry: number, task: Task, tested: boolean, turned: boolean): void {
  list(recordOfTurn().written, entry);
  if (!turned) return;
  const owner = find(task);
  const held = owner.held.find(({ flag, until }) => flag === entry && until === 0);
  if (held !== undefined) held.until = clockwork.turn;
  else if (tested) {
    const holding: Holding = { flag: entry, from: clockwork.turn, until: 0 };
    owner.held = [...owner.held.filter(({ until }) => until === 0), holding].slice(-MAX_HELD);
  }
}
