// The lists of an entry: the newest is last, and where a list is full its oldest fall out. They are arrays that V8 collects by
// generations, which decides what is cheap: to move what is left costs more than the access, and a literal is made in the old
// generation once many of its kind have survived, from where it keeps what it refers to until a full collection.

/**
 * A list may grow by so many before the oldest fall out, as many at once: to move all that is left, in memory that V8 collects
 * by generations, costs more than the access.
 */
export const SLACK: number = 4;

/** A list of one: no literal. */
export function listOf<T>(item: T): T[] {
  const list = SINGLE.slice() as T[];
  list[0] = item;
  return list;
}
/** The copy of a literal would be made anew when it is written. */
const SINGLE: unknown[] = [];
SINGLE[0] = null;

/** Appends to a list; where it has grown beyond `limit` by `slack`, its oldest fall out. */
export function push<T>(list: T[], item: T, limit: number, slack: number = SLACK): void {
  const { length } = list;
  if (length < limit + slack) {
    list[length] = item;
    return;
  }
  // shift() and push() would make a new array of it each time.
  const over = length - limit;
  for (let i = over; i < length; i++) list[i - over] = list[i]!;
  list[limit] = item;
  for (let i = 1; i < over; i++) list.pop();
}

/** Puts `item` behind the last of a list, and takes away what is at `at`. */
export function replace<T>(list: T[], at: number, item: T): void {
  const last = list.length - 1;
  for (let i = at; i < last; i++) list[i] = list[i + 1]!;
  list[last] = item;
}
