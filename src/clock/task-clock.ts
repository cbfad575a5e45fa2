// Vector clocks of the tasks engine: sparse, immutable, shared until changed.
//
// A component (chain, turn) says: all turns of that chain up to that one happened before. A chain is a sequence of turns,
// each of which happens before the next (src/tasks/task.ts), so the number of components is the number of tasks under way,
// not of tasks ever; only turns with a tracked access are in a chain (design.md section 5, rules 1 and 2). Turns are numbered
// by one counter for the whole thread: being comparable between chains, old components can be cut without a false report;
// `floor` says that every turn up to that one counts as known (rule 3, the bounded window).
//
// A clock is a list of components, shared by all clocks that grew from it, a few newer ones of its own that stand for
// them, and the newest one by itself: most clocks differ from the one they grew from in the running turn only, and share
// both lists with it.
// Invariants: ids ascend strictly in both lists; no time is at or below `floor`, but for those of a component that a newer
// one stands for; a newer component's time is above that of the one it stands for.

/** Most components of one clock; a clock that would grow past it forgets its oldest ones, raising `floor`. */
export const MAX_COMPONENTS = 384;
/** Most components of a clock's own; with one more, all are put together in one list. */
const MAX_OWN = 16;

/** Components, parallel arrays. */
interface Components {
  readonly ids: readonly number[];
  readonly times: readonly number[];
}

/** So many times as long a list is searched for each component of a shorter one, and not walked along with it. */
const SEARCH = 8;

const NONE: Components = { ids: [], times: [] };

/** Where components are put together, before it is known how many they are. Nothing is left in there from before. */
const draft: { readonly ids: number[]; readonly times: number[] } = { ids: [], times: [] };

/** All components of a clock that is joined, the first `n`, and a place of their own for them where they lie in two lists. */
interface Spread {
  ids: readonly number[];
  times: readonly number[];
  n: number;
  readonly place: { readonly ids: number[]; readonly times: number[] };
}
const left: Spread = { ids: [], times: [], n: 0, place: { ids: [], times: [] } };
const right: Spread = { ids: [], times: [], n: 0, place: { ids: [], times: [] } };

/** The first `n` components of the draft, in arrays of just their length: clocks are kept long. */
function drafted(n: number): Components {
  return { ids: draft.ids.slice(0, n), times: draft.times.slice(0, n) };
}

/** The place of `id` in `ids`; −1 where it is not there. */
function placeOf(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = ids[middle]!;
    if (at === id) return middle;
    if (at < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A walk over the components of a clock: where it is, and the component it came to last. */
export interface DownWalk {
  /** The chain of the newest component while it is still to come, 0 otherwise. */
  newest: number;
  own: number;
  shared: number;
  id: number;
  time: number;
}

export class TaskClock {
  private shared: Components;
  private own: Components;
  /** The newest component; 0: there is none but those of the lists. */
  private newestId: number;
  private newestTime: number;
  /** Number of components. */
  private readonly size: number;
  /** Turns up to this one count as known. */
  readonly floor: number;
  /**
   * The shared components of a clock that was joined to this one, all of which are known here: where hundreds of tasks of
   * one origin are joined one by one, what they have in common is looked at once.
   */
  private readonly joined: Components;

  private constructor(
    shared: Components,
    own: Components,
    size: number,
    floor: number,
    joined: Components,
    newestId = 0,
    newestTime = 0,
  ) {
    this.shared = shared;
    this.own = own;
    this.newestId = newestId;
    this.newestTime = newestTime;
    this.size = size;
    this.floor = floor;
    this.joined = joined;
  }

  static of(
    ids: readonly number[],
    times: readonly number[],
    floor: number,
    joined: Components = NONE,
  ): TaskClock {
    return new TaskClock({ ids, times }, NONE, ids.length, floor, joined);
  }

  /** The chains that are known, ascending. */
  get ids(): readonly number[] {
    return this.all().ids;
  }

  /** The turns up to which they are known. */
  get times(): readonly number[] {
    return this.all().times;
  }

  /** The turn up to which chain `id` is known here, 0 if it is not. */
  get(id: number): number {
    if (id === this.newestId) return this.newestTime;
    const { own, shared } = this;
    const { ids } = own;
    for (let i = ids.length - 1; i >= 0; i--) if (ids[i] === id) return own.times[i]!;
    const at = placeOf(shared.ids, id);
    return at < 0 ? 0 : shared.times[at]!;
  }

  /** This clock with chain `id` known up to turn `time`; itself when it was known already. */
  with(id: number, time: number): TaskClock {
    const before = this.get(id);
    if (time <= this.floor || before >= time) return this;
    const size = before === 0 ? this.size + 1 : this.size;
    if (id !== this.newestId) this.enlist();
    if (size > MAX_COMPONENTS)
      return TaskClock.grown(this.shared, inserted(this.own, id, time), size, this.floor, this.joined);
    // Once for all that grow from this one.
    if (this.own.ids.length >= MAX_OWN) this.putTogether();
    return new TaskClock(this.shared, this.own, size, this.floor, this.joined, id, time);
  }

  /** This clock with all components in lists. */
  private listed(): TaskClock {
    const { newestId } = this;
    if (newestId === 0) return this;
    const own = inserted(this.own, newestId, this.newestTime);
    return new TaskClock(this.shared, own, this.size, this.floor, this.joined);
  }

  /** Puts the newest component among the clock's own: it is the same clock. */
  private enlist(): void {
    if (this.newestId === 0) return;
    this.own = inserted(this.own, this.newestId, this.newestTime);
    this.newestId = this.newestTime = 0;
  }

  /** Begins a walk over the components from the highest chain on. */
  walkDown(walk: DownWalk): void {
    walk.newest = this.newestId;
    walk.own = this.own.ids.length - 1;
    walk.shared = this.shared.ids.length - 1;
  }

  /** The next component of the walk, put into it; false where there is none. */
  nextDown(walk: DownWalk): boolean {
    const { own, shared } = this;
    const x = walk.own < 0 ? 0 : own.ids[walk.own]!;
    const y = walk.shared < 0 ? 0 : shared.ids[walk.shared]!;
    const z = walk.newest;
    const id = x >= y ? (x >= z ? x : z) : y >= z ? y : z;
    if (id === 0) return false;
    walk.id = id;
    walk.time = id === z ? this.newestTime : id === x ? own.times[walk.own]! : shared.times[walk.shared]!;
    if (id === x) walk.own--;
    if (id === y) walk.shared--;
    if (id === z) walk.newest = 0;
    return true;
  }

  /** The component-wise maximum; one of the clocks itself when it dominates the other. */
  static join(a: TaskClock, b: TaskClock): TaskClock {
    if (a === b || b === EMPTY_CLOCK) return a;
    if (a === EMPTY_CLOCK) return b;
    // Many join one promise's clock. Their own are kept in accesses, which share lists as long as they can.
    b.enlist();
    const listed = a.listed();
    const joined = TaskClock.joinListed(listed, b);
    return joined === listed ? a : joined;
  }

  private static joinListed(a: TaskClock, b: TaskClock): TaskClock {
    if (a.shared === b.shared && a.floor === b.floor) {
      if (dominates(a.own, b.own)) return a;
      if (dominates(b.own, a.own)) return b;
      const own = merged(a.own, b.own, a.floor);
      let { size } = a;
      const { ids } = own;
      for (let i = 0; i < ids.length; i++)
        if (placeOf(a.own.ids, ids[i]!) < 0 && placeOf(a.shared.ids, ids[i]!) < 0) size++;
      return TaskClock.grown(a.shared, own, size, a.floor, a.joined);
    }
    if (b.shared === a.joined && b.floor <= a.floor) {
      const more = a.beyond(b.own);
      return more === NONE ? a : a.plus(more!, a.joined);
    }
    // Most often one is large, and the other knows a few things more.
    const large = a.size >= b.size ? a : b;
    const small = large === a ? b : a;
    if (small.floor <= large.floor) {
      const more = large.lacks(small);
      if (more === NONE) return large;
      if (small.size === large.size && small.floor === large.floor && small.lacks(large) === NONE)
        return small;
      if (more !== null) return large.plus(more, large === a ? small.shared : large.joined);
    }
    a.spread(left);
    b.spread(right);
    if (a.floor >= b.floor && spreadDominates(left, right, a.floor)) return a;
    if (b.floor >= a.floor && spreadDominates(right, left, b.floor)) return b;
    const floor = a.floor > b.floor ? a.floor : b.floor;
    const n = mergeInto(draft, left.ids, left.times, left.n, right.ids, right.times, right.n, floor);
    const all = drafted(n);
    return bounded(all, floor, b.shared);
  }

  /** This clock with a few components that are newer than what it knows. */
  private plus(more: Components, joined: Components): TaskClock {
    let { size } = this;
    const { ids } = more;
    for (let i = 0; i < ids.length; i++) if (this.get(ids[i]!) === 0) size++;
    return TaskClock.grown(this.shared, merged(this.own, more, this.floor), size, this.floor, joined);
  }

  /** Components of `other` that are not known as far here; null where they are more than MAX_OWN. */
  private lacks(other: TaskClock): Components | null {
    const newer = this.beyond(other.own);
    if (newer === null) return null;
    const older = other.shared === this.shared ? NONE : this.beyond(other.shared);
    if (older === NONE || older === null) return older === null ? null : newer;
    // A newer one stands for the shared one of the same chain.
    return newer === NONE ? older : merged(newer, older, this.floor);
  }

  /** Those of some components that are not known as far here; null where they are more than MAX_OWN. */
  private beyond({ ids: all, times: allTimes }: Components): Components | null {
    const { shared, own, floor } = this;
    const { ids, times } = draft;
    const long = all.length * SEARCH >= shared.ids.length;
    let n = 0;
    let at = 0;
    for (let i = 0; i < all.length; i++) {
      const id = all[i]!;
      const time = allTimes[i]!;
      if (time <= floor) continue;
      // Both lists ascend.
      if (long) while (at < shared.ids.length && shared.ids[at]! < id) at++;
      else at = placeOf(shared.ids, id);
      if (at >= 0 && shared.ids[at] === id && shared.times[at]! >= time) continue;
      const newer = placeOf(own.ids, id);
      if (newer >= 0 && own.times[newer]! >= time) continue;
      if (n === MAX_OWN) return null;
      ids[n] = id;
      times[n++] = time;
    }
    return n === 0 ? NONE : drafted(n);
  }

  /** Makes one list of both: it is the same clock. */
  private putTogether(): void {
    this.shared = merged(this.shared, this.own, this.floor);
    this.own = NONE;
  }

  private static grown(
    shared: Components,
    own: Components,
    size: number,
    floor: number,
    joined: Components,
  ): TaskClock {
    if (own.ids.length <= MAX_OWN && size <= MAX_COMPONENTS)
      return new TaskClock(shared, own, size, floor, joined);
    return bounded(merged(shared, own, floor), floor, joined);
  }

  /** As `all`, without making lists that nobody keeps. */
  private spread(into: Spread): void {
    const { shared, own } = this;
    const alone = own.ids.length === 0 ? shared : shared.ids.length === 0 ? own : null;
    if (alone !== null) {
      into.ids = alone.ids;
      into.times = alone.times;
      into.n = alone.ids.length;
      return;
    }
    const { place } = into;
    into.n = mergeInto(
      place,
      shared.ids,
      shared.times,
      shared.ids.length,
      own.ids,
      own.times,
      own.ids.length,
      this.floor,
    );
    into.ids = place.ids;
    into.times = place.times;
  }

  private all(): Components {
    this.enlist();
    if (this.own.ids.length === 0) return this.shared;
    return this.shared.ids.length === 0 ? this.own : merged(this.shared, this.own, this.floor);
  }
}

/** `from` with `time` for `id`. */
function inserted(from: Components, id: number, time: number): Components {
  const { ids, times } = draft;
  const { length } = from.ids;
  let n = 0;
  let i = 0;
  for (; i < length && from.ids[i]! < id; i++, n++) {
    ids[n] = from.ids[i]!;
    times[n] = from.times[i]!;
  }
  ids[n] = id;
  times[n++] = time;
  if (i < length && from.ids[i] === id) i++;
  for (; i < length; i++, n++) {
    ids[n] = from.ids[i]!;
    times[n] = from.times[i]!;
  }
  return drafted(n);
}

/** Whether each component of `b` above `floor` is known at least as far in `a`. */
function dominates(a: Components, b: Components, floor = 0): boolean {
  const { ids, times } = a;
  let i = 0;
  for (let j = 0; j < b.ids.length; j++) {
    const time = b.times[j]!;
    if (time <= floor) continue;
    const id = b.ids[j]!;
    while (i < ids.length && ids[i]! < id) i++;
    if (i === ids.length || ids[i] !== id || times[i]! < time) return false;
  }
  return true;
}

/** As `dominates`, of clocks that are joined. */
function spreadDominates(a: Spread, b: Spread, floor: number): boolean {
  const { ids, times, n } = a;
  const { ids: others, times: otherTimes, n: length } = b;
  let i = 0;
  for (let j = 0; j < length; j++) {
    const time = otherTimes[j]!;
    if (time <= floor) continue;
    const id = others[j]!;
    while (i < n && ids[i]! < id) i++;
    if (i === n || ids[i] !== id || times[i]! < time) return false;
  }
  return true;
}

/** The maximum of both, without what is at or below `floor`. */
function merged(a: Components, b: Components, floor: number): Components {
  return drafted(mergeInto(draft, a.ids, a.times, a.ids.length, b.ids, b.times, b.ids.length, floor));
}

/** Above all ids, and small enough for V8 to compare as an integer. */
const BEYOND = 2 ** 31 - 1;

/** Puts the maximum of the first `aLength` and the first `bLength` components into a place that is neither's; says how many. */
function mergeInto(
  place: { readonly ids: number[]; readonly times: number[] },
  aIds: readonly number[],
  aTimes: readonly number[],
  aLength: number,
  bIds: readonly number[],
  bTimes: readonly number[],
  bLength: number,
  floor: number,
): number {
  const { ids, times } = place;
  let n = 0;
  let i = 0;
  let j = 0;
  while (i < aLength || j < bLength) {
    const x = i < aLength ? aIds[i]! : BEYOND;
    const y = j < bLength ? bIds[j]! : BEYOND;
    let time = 0;
    if (x <= y) time = aTimes[i++]!;
    if (y <= x) {
      const other = bTimes[j++]!;
      if (other > time) time = other;
    }
    if (time > floor) {
      ids[n] = x < y ? x : y;
      times[n++] = time;
    }
  }
  return n;
}

/** Cuts the oldest half of the components once there are too many; O(n log n), once in MAX_COMPONENTS / 2 growths. */
function bounded({ ids, times }: Components, floor: number, joined: Components): TaskClock {
  if (ids.length <= MAX_COMPONENTS) return TaskClock.of(ids, times, floor, joined);
  const sorted = [...times].sort((a, b) => a - b);
  const cut = sorted[ids.length >> 1]!;
  const keptIds: number[] = [];
  const keptTimes: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (times[i]! > cut) {
      keptIds[keptIds.length] = ids[i]!;
      keptTimes[keptTimes.length] = times[i]!;
    }
  }
  return TaskClock.of(keptIds, keptTimes, cut, joined);
}

export const EMPTY_CLOCK: TaskClock = TaskClock.of([], [], 0);

/** The component-wise maximum; one of the arguments itself when it dominates the other. */
export function join(a: TaskClock, b: TaskClock): TaskClock {
  return TaskClock.join(a, b);
}
