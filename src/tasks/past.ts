// What a task remembers of its calls and awaits. Most tasks have nothing to remember: they have one field instead of eight.

/** Rings of numbers, each with the place of its next. The newest pair is no part of its ring: most tasks have one. */
export class Past {
  /** Numbers of promises awaited before the last two. */
  awaited: number[] | null = null;
  awaitedAt = 0;
  /** When calls that are a part of the task began and ended, pairs. */
  began = 0;
  ended = 0;
  returned: number[] | null = null;
  returnedAt = 0;
  /** The last turns in which calls were made that are a part of the task, pairs: the turn, and when the last one was made. */
  callTurn = 0;
  called = 0;
  calls: number[] | null = null;
  callsAt = 0;
  /** The await before the one that ended its last turn: site and turn. */
  awaitSite = 0;
  awaitTurn = 0;
  /** The call whose promise the function has returned: it ends with that one. */
  tail: Call | null = null;
  /** The call that returned this one's promise, and how many such calls end with this one. */
  tailOf: Call | null = null;
  tails = 0;
}

/** The task of an async function's call. */
export interface Call {
  past: Past | null;
  readonly ended: boolean;
}

/** What `task` remembers, made now where it is the first. */
export function pastOf(task: { past: Past | null }): Past {
  return (task.past ??= new Past());
}

/** Pairs of numbers that a task remembers of its calls, beside the newest. */
const MAX_PAIRS = 7;

/** Room for the first of them, by a copy: `[]` would make room for eight. */
const NO_PAIR: number[] = [];
NO_PAIR[0] = NO_PAIR[1] = 0;

/** Puts a pair into `ring` at `at`. Returns the place of the next one. */
function putPair(ring: number[], at: number, first: number, second: number): number {
  ring[at] = first;
  ring[at + 1] = second;
  return (at + 2) % (2 * MAX_PAIRS);
}

/** Notes that a call that is a part of the task has returned. */
export function noteReturn(past: Past, began: number, ended: number): void {
  if (past.ended !== 0)
    past.returnedAt = putPair((past.returned ??= NO_PAIR.slice()), past.returnedAt, past.began, past.ended);
  past.began = began;
  past.ended = ended;
}

/** Whether a call in which an access was made at `time` has ended before `later`: see `hasReturned` in task.ts. */
export function returnedBefore(past: Past, time: number, later: number): boolean {
  if (past.ended === 0) return false;
  if (time >= past.began && time <= past.ended && past.ended < later) return true;
  const { returned, returnedAt } = past;
  if (returned === null) return false;
  for (let i = 0; i < returned.length; i += 2)
    if (time >= returned[i]! && time <= returned[i + 1]! && returned[i + 1]! < later) return true;
  // The pairs overwritten are those of older calls, which no newer one is a part of, unless it began before them.
  return returned.length === 2 * MAX_PAIRS && time < returned[returnedAt + 1]!;
}

/** Notes a call that becomes a part of the task. */
export function noteCall(past: Past, turn: number, time: number): void {
  if (past.callTurn !== turn && past.callTurn !== 0)
    past.callsAt = putPair((past.calls ??= NO_PAIR.slice()), past.callsAt, past.callTurn, past.called);
  past.callTurn = turn;
  past.called = time;
}

/** Whether a call was made in a turn after `time`: see `madeCall` in task.ts. */
export function calledAfter(past: Past, turn: number, time: number): boolean {
  if (past.callTurn === 0) return false;
  if (past.callTurn === turn) return past.called > time;
  const { calls, callsAt } = past;
  if (calls === null) return false;
  for (let i = 0; i < calls.length; i += 2) if (calls[i] === turn) return calls[i + 1]! > time;
  return calls.length === 2 * MAX_PAIRS && turn < calls[callsAt]!;
}
