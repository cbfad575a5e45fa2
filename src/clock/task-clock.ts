// Vector clocks of the tasks engine: sparse, immutable, shared until changed.
//
// A component (chain, turn) says: all turns of that chain up to that one happened before. A chain is a sequence of turns,
// each of which happens before the next (src/tasks/task.ts), so the number of components is the number of tasks under way,
// not of tasks ever; only turns with a tracked access are in a chain (design.md section 5, rules 1 and 2). Turns are numbered
// by one counter for the whole thread: being comparable between chains, old components can be cut without a false report;
// `floor` says that every turn up to that one counts as known (rule 3, the bounded window).
// Invariant: ids ascend strictly; times[i] > floor for every i.

/** Most components of one clock; a clock that would grow past it forgets its oldest ones, raising `floor`. */
export const MAX_COMPONENTS = 384;

export class TaskClock {
  readonly ids: readonly number[];
  readonly times: readonly number[];
  /** Turns up to this one count as known. */
  readonly floor: number;

  constructor(ids: readonly number[], times: readonly number[], floor: number) {
    this.ids = ids;
    this.times = times;
    this.floor = floor;
  }

  /** The turn up to which chain `id` is known here, 0 if it is not. */
  get(id: number): number {
    const { ids } = this;
    let low = 0;
    let high = ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const at = ids[middle]!;
      if (at === id) return this.times[middle]!;
      if (at < id) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  /** This clock with chain `id` known up to turn `time`; itself when it was known already. */
  with(id: number, time: number): TaskClock {
    if (time <= this.floor || this.get(id) >= time) return this;
    const { length } = this.ids;
    const ids: number[] = [];
    const times: number[] = [];
    let placed = false;
    for (let i = 0; i < length; i++) {
      const at = this.ids[i]!;
      if (!placed && at >= id) {
        ids.push(id);
        times.push(time);
        placed = true;
        if (at === id) continue;
      }
      ids.push(at);
      times.push(this.times[i]!);
    }
    if (!placed) {
      ids.push(id);
      times.push(time);
    }
    return bounded(ids, times, this.floor);
  }
}

export const EMPTY_CLOCK: TaskClock = new TaskClock([], [], 0);

/** The component-wise maximum; one of the arguments itself when it dominates the other. */
export function join(a: TaskClock, b: TaskClock): TaskClock {
  if (a === b || b === EMPTY_CLOCK) return a;
  if (a === EMPTY_CLOCK) return b;
  const floor = a.floor > b.floor ? a.floor : b.floor;
  const ids: number[] = [];
  const times: number[] = [];
  let i = 0;
  let j = 0;
  let isA = floor === a.floor;
  let isB = floor === b.floor;
  while (i < a.ids.length || j < b.ids.length) {
    const x = i < a.ids.length ? a.ids[i]! : Infinity;
    const y = j < b.ids.length ? b.ids[j]! : Infinity;
    const id = x < y ? x : y;
    const atA = x === id ? a.times[i]! : 0;
    const atB = y === id ? b.times[j]! : 0;
    if (x === id) i++;
    if (y === id) j++;
    const time = atA > atB ? atA : atB;
    if (time > floor) {
      ids.push(id);
      times.push(time);
      if (atA !== time) isA = false;
      if (atB !== time) isB = false;
    }
  }
  if (isA && ids.length === a.ids.length) return a;
  if (isB && ids.length === b.ids.length) return b;
  return bounded(ids, times, floor);
}

/** Cuts the oldest half of the components once there are too many; O(n log n), once in MAX_COMPONENTS / 2 growths. */
function bounded(ids: number[], times: number[], floor: number): TaskClock {
  if (ids.length <= MAX_COMPONENTS) return new TaskClock(ids, times, floor);
  const sorted = [...times].sort((a, b) => a - b);
  const cut = sorted[ids.length >> 1]!;
  const keptIds: number[] = [];
  const keptTimes: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (times[i]! > cut) {
      keptIds.push(ids[i]!);
      keptTimes.push(times[i]!);
    }
  }
  return new TaskClock(keptIds, keptTimes, cut);
}
