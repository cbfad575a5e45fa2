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
