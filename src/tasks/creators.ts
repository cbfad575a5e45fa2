// Who created a task, directly or through others: a list that all tasks of one creator share.

/** Ancestors remembered at least for "was created by"; beyond twice as many the answer is yes, which is silence. */
const MAX_CREATORS = 48;

/** A task that created another one: a list, newest first, that all it creates share. It keeps no task alive. */
export class Creator {
  readonly id: number;
  /** When it forked. */
  readonly time: number;
  /** Who created it. */
  readonly before: Creator | null;
  /** Length of the list. */
  readonly depth: number;
  /** Creators up to this id may have been forgotten. */
  readonly floor: number;

  constructor(id: number, time: number, before: Creator | null, floor: number) {
    this.id = id;
    this.time = time;
    this.before = before;
    this.floor = floor;
    this.depth = before === null ? 1 : before.depth + 1;
  }
}

/** The list's element after `n` newer ones. */
function nth(list: Creator, n: number): Creator {
  let at = list;
  for (let i = 0; i < n; i++) at = at.before!;
  return at;
}

/** A list of the newest `n` of `list`, which lets go of the older ones. */
function newestOf(list: Creator, n: number, floor: number): Creator {
  const before = n === 1 ? null : newestOf(list.before!, n - 1, floor);
  return new Creator(list.id, list.time, before, floor);
}

/** Whether the list of what a task with these creators creates is one longer than theirs, and lets go of none. */
export function grows(before: Creator | null): boolean {
  return before === null || before.depth < 2 * MAX_CREATORS;
}

/** The list of what the task with that id creates at `time`, whose own creators are `before`. */
export function createdAlso(before: Creator | null, id: number, time: number): Creator {
  if (before === null) return new Creator(id, time, null, 0);
  if (grows(before)) return new Creator(id, time, before, before.floor);
  const floor = Math.max(before.floor, nth(before, MAX_CREATORS).id);
  return new Creator(id, time, newestOf(before, MAX_CREATORS, floor), floor);
}
