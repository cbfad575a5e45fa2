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

  constructor(id: number, time: number, before: Creator | null) {
    this.id = id;
    this.time = time;
    this.before = before;
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
function newestOf(list: Creator, n: number): Creator {
  const before = n === 1 ? null : newestOf(list.before!, n - 1);
  return new Creator(list.id, list.time, before);
}

function isFull(list: Creator | null): list is Creator {
  return list !== null && list.depth >= 2 * MAX_CREATORS;
}

/** What is kept of a list that another creator is put before. */
export function remembered(list: Creator | null): Creator | null {
  return isFull(list) ? newestOf(list, MAX_CREATORS) : list;
}

/** The newest one that `remembered` leaves out, by its id; 0: it keeps all. */
export function forgotten(list: Creator | null): number {
  return isFull(list) ? nth(list, MAX_CREATORS).id : 0;
}
