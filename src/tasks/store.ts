// The shadow of a store: for each key the accesses that can still be part of a race. It hangs on the store itself
// (hooks/shadow-field.ts), so it dies with it.
//
//   StoreShadow ── entry(key): Entry         one per Map key, property, element, captured variable
//              └── structure: Entry          the set of keys as a whole: size, iteration, insert, delete
//   Entry ── reads:     the last reads, and the last guarding reads, of each task
//         ├─ writes:    the last write of each task and turn, with whether it changed the value
//         └─ intervals: pairs (first, second) of one task's accesses in two turns, into which another write must not fall
//
// All three lists have a greatest length, beyond which the oldest fall out: what does can be missed, never falsely reported.
import type { TaskClock } from '../clock/task-clock.ts';
import { getShadow, setShadow } from '../hooks/shadow-field.ts';
import { listOf, push, replace, SLACK } from './lists.ts';
import { Line, lineOf } from './lines.ts';
import {
  clockwork,
  find,
  type Holding,
  knownBefore,
  type Lineage,
  noteAccess,
  type Task,
  WINDOW,
} from './task.ts';
import { recordOfTurn, type TurnRecord } from './turn-record.ts';
import { countAccess } from './watching.ts';

const MAX_READS = 32;
/** Reads of one task, at different sites, that are kept at most. */
const MAX_READS_OF_TASK = 3;
const MAX_WRITES = 24;
const MAX_INTERVALS = 16;
/** As SLACK, for reads while there is no write, so that nobody walks along them: settings that each request reads. */
const SLACK_UNWRITTEN = 16;
/** Entries from which on a store's shadow is swept of old ones, a few with each new one. */
const FIRST_SWEEP = 4096;
/** Entries looked at with each new one: all of them once while their number grows by an eighth. */
const SWEPT = 8;
/** Keys that are gone again are kept this long in such a store: sessions, requests. Each has another key. */
const GONE_WINDOW = WINDOW / 8;

/** The value is not known to the hook. */
export const UNKNOWN: unique symbol = Symbol('unknown');
/** There was, or is, no such key. */
export const ABSENT: unique symbol = Symbol('absent');

/** What an access is or is not, in one number. */
const Trait = { GUARD: 1, CHANGED: 2, STRUCTURAL: 4, BLIND: 8, READ: 16, WALKED: 32, SEARCH: 64 } as const;

/**
 * One past access: what there is most of, and what lives longest. A class, as all that is made by the thousand: V8 allocates object
 * literals of which many survive in the old generation from then on, where each lies until a full collection and keeps what
 * it refers to.
 */
export class Access {
  // What the rules ask of each of dozens comes first: it lies in one or two lines of the processor's cache.
  declare readonly task: Task;
  declare readonly op: 'read' | 'write' | 'update' | 'delete' | 'iterate';
  /** What is yes or no of it, a bit each of Trait. */
  declare private traits: number;
  declare readonly turn: number;
  declare readonly time: number;
  /** Number of the task. */
  declare readonly by: number;
  /** That of the task. */
  declare readonly lineage: Lineage;
  declare readonly site: number;
  /** Writes: time of the turn's last one. Reads: when its task came by their condition again, in that turn. */
  declare until: number;
  /** The chain of the turn (task.ts). */
  declare readonly chain: number;
  /** What the task knew when it made the access. */
  declare readonly clock: TaskClock;
  /** Reads: the value read; writes: the value stored. A primitive, UNKNOWN, ABSENT, or the shape of an object in words. */
  declare value: unknown;
  /** What its turn tests. */
  declare readonly record: TurnRecord;
  /** Reads: `asked`; writes: `tested`. */
  declare private noted: number;
  /** The flags that were held. */
  declare readonly held: readonly Holding[];
  /** Writes: the value before the turn's first write. */
  declare before: unknown;
  /** Writes: where the turn's last one stands. */
  declare lastSite: number;

  constructor(
    task: Task,
    site: number,
    op: Access['op'],
    guard: boolean,
    value: unknown,
    structural: boolean,
    before: unknown,
    changed: boolean,
    turn: number,
    time: number,
    chain: number,
    clock: TaskClock,
    record: TurnRecord,
    tested: number,
    held: readonly Holding[],
  ) {
    this.task = task;
    this.op = op;
    this.traits =
      (guard ? Trait.GUARD : 0) |
      (changed ? Trait.CHANGED : 0) |
      (structural ? Trait.STRUCTURAL : 0) |
      (op === 'read' || op === 'iterate' ? Trait.READ : 0) |
      Trait.BLIND;
    this.turn = turn;
    this.time = time;
    this.by = task.id;
    this.lineage = task.lineage;
    this.site = site;
    this.until = time;
    this.chain = chain;
    this.clock = clock;
    this.value = value;
    this.record = record;
    this.noted = op === 'read' || op === 'iterate' ? 0 : tested;
    this.held = held;
    this.before = before;
    this.lastSite = site;
  }

  /** Reads: a walk handed it out. */
  get walked(): boolean {
    return (this.traits & Trait.WALKED) !== 0;
  }

  set walked(yes: boolean) {
    this.traits = yes ? this.traits | Trait.WALKED : this.traits & ~Trait.WALKED;
  }

  /** Reads: it stood in a condition. */
  get guard(): boolean {
    return (this.traits & Trait.GUARD) !== 0;
  }

  /**
   * Writes: another value than the one before was stored, as far as is known. Reads: its own line has written since, and that
   * write is forgotten: it begins no operation any more.
   */
  get changed(): boolean {
    return (this.traits & Trait.CHANGED) !== 0;
  }

  set changed(yes: boolean) {
    this.traits = yes ? this.traits | Trait.CHANGED : this.traits & ~Trait.CHANGED;
  }

  /** Writes: the key itself came or went. */
  get structural(): boolean {
    return (this.traits & Trait.STRUCTURAL) !== 0;
  }

  /** Writes: the task had not read the entry in this turn before; known once the turn has ended. */
  get blind(): boolean {
    return (this.traits & Trait.BLIND) !== 0;
  }

  set blind(yes: boolean) {
    this.traits = yes ? this.traits | Trait.BLIND : this.traits & ~Trait.BLIND;
  }

  /** Reads of an array as a whole: it was searched for a place. */
  get isSearch(): boolean {
    return (this.traits & Trait.SEARCH) !== 0;
  }

  noteSearch(): void {
    this.traits |= Trait.SEARCH;
  }

  /** Reads: the site of the condition elsewhere that this answers (asking.ts); 0: none. */
  get asked(): number {
    return (this.traits & Trait.READ) === 0 ? 0 : this.noted;
  }

  set asked(site: number) {
    if ((this.traits & Trait.READ) !== 0) this.noted = site;
  }

  /** Writes: how many entries its turn had tested before. */
  get tested(): number {
    return (this.traits & Trait.READ) === 0 ? this.noted : 0;
  }
}

/** Two accesses of one operation in two turns, between which no other task's write may fall. */
export class Interval {
  declare readonly kind: 'lost-update' | 'clobbered-write' | 'stale-iteration';
  declare first: Access;
  declare readonly second: Access;
  /** Of `second`, beside it: most operations are passed over for these. */
  declare readonly time: number;
  declare readonly turn: number;
  declare readonly chain: number;
  /** Only the same code conflicts: it replaces the same property of the value. */
  declare partly?: boolean | undefined;
  /** What the text of the module has yet to say: until then `first` is the oldest read it may have begun with. null: it is none. */
  declare open?: OpenQuestion | undefined | null;
  /** Other entries that were tested in the turn of `second` before it: they decided that it happened. */
  declare tested?: readonly Entry[] | undefined;
  /** Where conditions of the function of `first` were met there. */
  declare metAgain?: readonly number[] | undefined;

  constructor(kind: Interval['kind'], first: Access, second: Access, partly?: boolean) {
    this.kind = kind;
    this.first = first;
    this.second = second;
    this.time = second.time;
    this.turn = second.turn;
    this.chain = second.chain;
    this.partly = partly;
    this.open = undefined;
    this.tested = undefined;
    this.metAgain = undefined;
  }
}

/** An operation of which only the text of the module tells whether it is one (flows.ts): what it is to be made of then. */
export class OpenQuestion {
  declare readonly guardsOnly: boolean;
  declare readonly reads: readonly Access[];

  constructor(guardsOnly: boolean, reads: readonly Access[]) {
    this.guardsOnly = guardsOnly;
    this.reads = reads;
  }
}

/** What entries begin with; never changed. */
const NO_ACCESSES: Access[] = [];
const NO_INTERVALS: Interval[] = [];

let entries = 0;

export class Entry {
  readonly key: unknown;
  /** Tells it from all others. */
  readonly id: number = ++entries;
  reads: Access[] = NO_ACCESSES;
  writes: Access[] = NO_ACCESSES;
  intervals: Interval[] = NO_INTERVALS;
  /** The access recorded last: the fast path compares with it. */
  lastTask: Task | null = null;
  lastTurn = 0;
  /** The chain of `lastTurn`. */
  lastChain = 0;
  lastTime = 0;
  /** The turn of the latest write; 0: there is none. */
  writtenIn = 0;
  /** What `lastTask` did in `lastTurn`: bits of Seen. */
  seen = 0;
  overlapped = false;
  /** Each access so far came after the one before it in every schedule, and no two tasks' in one turn: see noteOrder(). */
  ordered = true;
  /** A pending write goes by `reads` as they are: nothing may be done to them but to append. */
  lent = false;
  /** Some read of it stood in a condition. */
  guarded = false;
  /** 0 not looked at yet, 1 a data property, 2 an accessor or otherwise nothing to watch. */
  nature = 0;
  /** The next one of a store's list. */
  next: Entry | null = null;
  /** Variables: the site of the scope and the turn in which it was made; 0 for all else. */
  madeAt = 0;
  madeIn = 0;
  /** Variables: the value itself as the hooks saw it last (the variable holds it, too). */
  current: unknown = UNKNOWN;

  constructor(key: unknown) {
    this.key = key;
  }
}

/** What a task did to an entry in one turn: READ and GUARD since it forked last, TESTED in a condition before that, too. */
export const Seen = { READ: 1, GUARD: 2, WRITE: 4, STEP: 8, TESTED: 16 } as const;

/** One side of a clone of a store between threads, told of what is done to it (copies.ts). */
export interface CopyWatch {
  wrote(shadow: StoreShadow, entry: Entry, write: Access, before: unknown, value: unknown): void;
  read(shadow: StoreShadow, entry: Entry, read: Access): void;
}

/** Entries of a store that are a list; with more they are a Map. Most stores are objects with a few properties. */
const MAX_LISTED = 8;

export class StoreShadow {
  readonly type: string;
  /** Set while the store is one side of a clone between threads. */
  copy: CopyWatch | null = null;
  /** Site of the creation, 0 when unknown. */
  createdSite = 0;
  /** The first of the listed entries: the newest. */
  private listed: Entry | null = null;
  private count = 0;
  /** All entries, once there are too many for a list. */
  private mapped: Map<unknown, Entry> | null = null;
  /** Entries of keys that are objects: they must not keep those alive. */
  private objects: WeakMap<object, Entry> | null = null;
  /** The set of keys, where anybody touched it. */
  whole: Entry | null = null;
  /** The places of an array's elements, where a loop goes by them. */
  places: Entry | null = null;
  /** The entries of a library's store behind its methods (duck-stores.ts); null: it is none, undefined: not asked yet. */
  duck: StoreShadow | null | undefined = undefined;
  /** -1: functions were put into it, or objects that have some; else how many objects were looked at in vain for that (callbacks.ts). */
  callable = 0;
  /** Number of the store as a value that is stored elsewhere; 0: none yet. */
  identity = 0;
  /** Where the sweep is. */
  private hand: IterableIterator<Entry> | null = null;

  constructor(type: string) {
    this.type = type;
  }

  /** The set of keys, made on first use. */
  get structure(): Entry {
    return (this.whole ??= new Entry(undefined));
  }

  /** Number of entries whose keys are no objects. */
  get size(): number {
    return this.mapped === null ? this.count : this.mapped.size;
  }

  /** The entry of `key`, made on first use. */
  entry(key: unknown): Entry {
    if ((typeof key === 'object' && key !== null) || typeof key === 'function') return this.objectEntry(key);
    return this.find(key) ?? this.add(key);
  }

  /** The entry of `key`, no object, if there is one. */
  find(key: unknown): Entry | undefined {
    if (this.mapped !== null) return this.mapped.get(key);
    for (let entry = this.listed; entry !== null; entry = entry.next) if (entry.key === key) return entry;
    return undefined;
  }

  /** All entries whose keys are no objects. */
  all(): Entry[] {
    if (this.mapped !== null) return [...this.mapped.values()];
    const entries: Entry[] = [];
    for (let entry = this.listed; entry !== null; entry = entry.next) entries[entries.length] = entry;
    return entries.reverse();
  }

  private add(key: unknown): Entry {
    const entry = new Entry(key);
    entry.lastTime = clockwork.time;
    coverage.keys++;
    // NaN is not equal to itself but in a Map.
    if (this.mapped === null && this.count < MAX_LISTED && key === key) {
      entry.next = this.listed;
      this.listed = entry;
      this.count++;
      return entry;
    }
    this.mapped ??= this.map();
    this.mapped.set(key, entry);
    if (this.mapped.size > FIRST_SWEEP) this.sweep(this.mapped);
    return entry;
  }

  private map(): Map<unknown, Entry> {
    const entries = new Map<unknown, Entry>();
    for (const entry of this.all()) {
      entry.next = null;
      entries.set(entry.key, entry);
    }
    this.listed = null;
    return entries;
  }

  private objectEntry(key: object): Entry {
    this.objects ??= new WeakMap();
    let entry = this.objects.get(key);
    if (entry === undefined) {
      entry = new Entry(UNKNOWN);
      this.objects.set(key, entry);
      coverage.keys++;
    }
    return entry;
  }

  /**
   * Drops old entries among the next few: those whose last access lies outside the window, which could not be part of a
   * race any more, and those of keys that were removed long ago. A little at a time, so that memory stays level.
   */
  private sweep(entries: Map<unknown, Entry>): void {
    const oldest = clockwork.time - WINDOW;
    const gone = clockwork.time - GONE_WINDOW;
    for (let i = 0; i < SWEPT; i++) {
      const next = (this.hand ??= entries.values()).next();
      if (next.done === true) {
        this.hand = null;
        return;
      }
      const { key, lastTime } = next.value;
      if (lastTime < oldest || (lastTime < gone && latestWrite(next.value)?.op === 'delete'))
        entries.delete(key);
    }
  }
}

/** What this thread has watched; part of the report's coverage. */
export const coverage: { stores: number; keys: number; accesses: number; overlaps: number; benign: number } =
  {
    stores: 0,
    keys: 0,
    accesses: 0,
    overlaps: 0,
    benign: 0,
  };

/** The shadow of `store`, made on first use with `type` as the store's printed type. */
export function shadowOf(store: object, type: string): StoreShadow {
  let shadow = getShadow<StoreShadow>(store);
  if (shadow === undefined) {
    shadow = new StoreShadow(type);
    coverage.stores++;
    setShadow(store, shadow);
  }
  return shadow;
}

export function makeAccess(
  task: Task,
  site: number,
  op: Access['op'],
  guard: boolean,
  value: unknown,
  structural: boolean,
  before: unknown,
  changed: boolean,
): Access {
  const time = ++clockwork.time;
  const chain = noteAccess(task).id;
  const clock = knownBefore();
  coverage.accesses++;
  countAccess();
  const { turn } = clockwork;
  const record = recordOfTurn();
  const { held } = find(task);
  return new Access(
    task,
    site,
    op,
    guard,
    value,
    structural,
    before,
    changed,
    turn,
    time,
    chain,
    clock,
    record,
    record.tested.length,
    held,
  );
}

/**
 * Keeps `read`: of each task the last one of a site, plain and guarding ones apart. What a callee reads does not stand for
 * what its caller read: another function's value may not get to where the caller writes. Nor does a read after a fork stand
 * for the one before it, which the forked task may go on with (two calls of one synchronous function).
 */
export function keepRead(entry: Entry, read: Access, isFirst: boolean): void {
  if (read.guard) entry.guarded = true;
  if (entry.reads === NO_ACCESSES) {
    entry.reads = listOf(read);
    return;
  }
  const slack = entry.writes === NO_ACCESSES ? SLACK_UNWRITTEN : SLACK;
  if (isFirst) {
    if (entry.lent && entry.reads.length >= MAX_READS + slack) takeBack(entry);
    push(entry.reads, read, MAX_READS, slack);
    return;
  }
  if (entry.lent) takeBack(entry);
  const { reads } = entry;
  let left = MAX_READS_OF_TASK;
  let free = -1;
  for (let i = reads.length - 1; i >= 0; i--) {
    const other = reads[i]!;
    // Older ones are not the task's: it did not exist.
    if (other.time <= read.task.madeAt) break;
    if (other.task !== read.task || read.guard !== other.guard || other.op !== read.op) continue;
    const replaced = other.site === read.site && other.time >= read.task.forked;
    if (!replaced && --left !== 0) continue;
    if (free >= 0) {
      reads.splice(i, 1);
      free--;
    } else free = i;
  }
  if (free >= 0) replace(reads, free, read);
  else push(reads, read, MAX_READS, slack);
}

/** The reads go on as another list than the one that is lent. */
function takeBack(entry: Entry): void {
  entry.reads = entry.reads.slice();
  entry.lent = false;
}

/** Forgets a read, one of the latest. */
export function dropRead(entry: Entry, read: Access): void {
  const { reads, lent } = entry;
  if (lent) return;
  let at = reads.length - 1;
  while (at >= 0 && reads[at] !== read) at--;
  if (at < 0) return;
  if (reads.length === 1) entry.reads = NO_ACCESSES;
  else if (at === reads.length - 1) reads.pop();
  else reads.splice(at, 1);
}

/** The latest write. Where there is none it is not looked for at −1: V8 would make a name of that, and ask each prototype for it. */
export function latestWrite({ writes }: Entry): Access | undefined {
  return writes.length === 0 ? undefined : writes[writes.length - 1];
}

/** Whether nobody touched the entry so far. */
export function isUntouched({ reads, writes }: Entry): boolean {
  return reads === NO_ACCESSES && writes === NO_ACCESSES;
}

export function keepWrite(entry: Entry, write: Access): void {
  const { writes } = entry;
  entry.writtenIn = write.turn;
  if (writes === NO_ACCESSES) entry.writes = listOf(write);
  else {
    if (writes.length === MAX_WRITES + SLACK) for (let i = 0; i < SLACK; i++) forget(entry, writes[i]!);
    push(writes, write, MAX_WRITES);
  }
}

/**
 * An old write falls out: what its own line had read before begins nothing, nor what a condition of its turn tested behind it, which
 * nobody could tell afterwards.
 */
function forget({ reads }: Entry, { task, turn, until }: Access): void {
  for (const read of reads) {
    if (read.time > until) {
      if (read.turn !== turn) break;
      if (read.guard && find(read.task) === find(task)) read.changed = true;
      continue;
    }
    if (!read.changed && lineOf(read.task, read.time, read.turn, task, read.by, read.lineage) !== Line.NONE)
      read.changed = true;
  }
}

export function keepInterval(entry: Entry, interval: Interval): void {
  if (entry.intervals === NO_INTERVALS) entry.intervals = listOf(interval);
  else push(entry.intervals, interval, MAX_INTERVALS);
}
