// Tasks, turns and the causal order between them (design.md section 5).
//
// A task is one async operation: an async function's invocation with the callees it directly awaits, or one callback.
// A turn is one run-to-completion job. `clockwork.time` advances at each turn, fork and release, so that one number
// orders everything that this thread did; causal order is kept apart from it, in the tasks' clocks.
//
// Line: a one-shot callback continues the line of the task that registered it, and an async function that was called
// but not awaited continues the line of its caller's turn: a check made by the caller and a write made by the callback
// belong to one operation. A listener's call continues the line of the one before on its resource (the request whose end
// comes now), but only for values it has captured. See `lineOf`.
import { type DownWalk, EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import type { TestFact } from '../facts/types.ts';
import { surroundings } from '../hooks/current-test.ts';
import { createdAlso, type Creator, grows } from './creators.ts';
import { calledAfter, noteCall, noteReturn, type Past, pastOf, returnedBefore } from './past.ts';

/** What a callback of process.nextTick is called. */
export const TICK = 'nextTick callback';

/** How a task came to be. */
export const ForkKind = {
  /** An async function that was called. */
  CALL: 0,
  /** A callback that runs once: timer, tick, fs request, promise reaction. */
  ONE_SHOT: 1,
  /** One call of a listener that may run many times: request, interval tick, stream data, message. */
  LISTENER: 2,
} as const;
export type ForkKind = (typeof ForkKind)[keyof typeof ForkKind];

/** What is known of a task's end. */
export const Trace = {
  /** The promise of its call is settled. */
  ANSWERED: 1,
  /** It may go on, alone or as a part of another one: with a reaction, an await, or a promise that it made or settled. */
  LASTS: 2,
  /** Its state machine has returned, and a `finally` of it runs before it ends. */
  RETURNS: 4,
} as const;

/** Length of a line, after which it is cut: an endless chain of timers must not keep its past alive. */
const MAX_LINE = 64;
/** Accesses older than this many ticks of the clock count as ordered (never a false report, at worst a missed old one). */
export const WINDOW: number = 1 << 20;

/** What moves on while the thread runs. */
export const clockwork = {
  /** Advances at each turn, fork and release. */
  time: 1,
  /** Number of the run-to-completion job. */
  turn: 1,
  /** Time at which it began. */
  began: 1,
  /** Tasks made so far. */
  tasks: 0,
  /** The turn that read a watched condition last (conditions.ts). */
  conditionTurn: 0,
  /** How many tasks were made a part of another one. */
  merges: 0,
};

/** What is known of a promise that is awaited (promises.ts). */
export interface Awaited {
  readonly kind: number;
  readonly task: Task;
  readonly own: Task | null;
  readonly time: number;
  readonly turn: number;
  readonly settled: TaskClock | null;
}

/** A flag that a task holds, as a lock that is tested: see turn-record.ts. */
export interface Holding {
  /** Number of the entry. */
  readonly flag: number;
  /** The turn that turned the flag, and the one that turned it back; 0: none yet. */
  readonly from: number;
  until: number;
  /** When it was turned. */
  readonly since: number;
  /** Whether it was turned to something, and not to nothing. */
  readonly isSet: boolean;
  /** Of the turn that turned it: the entries that conditions looked at there. */
  readonly record: { readonly tested: readonly number[] };
}
export const NOTHING_HELD: readonly Holding[] = [];

/**
 * What all tasks share whose lines have one beginning: an access of a task of another lineage is in no line of this one's, and
 * none older than `began` is.
 */
export class Lineage {
  began: number;
  /** The lineage that this one became a part of, when a task was merged. */
  into: Lineage | null = null;

  constructor(began: number) {
    this.began = began;
  }
}

/** The lineage that `lineage` is a part of, after merges. */
export function wholeOf(lineage: Lineage): Lineage {
  let whole = lineage;
  while (whole.into !== null) whole = whole.into;
  return whole;
}

// Assigned in the constructor, all of them: with initialisers a call of an async function took a sixth longer on Node 20.20.
export class Task {
  declare readonly id: number;
  declare readonly kind: ForkKind;
  /** Site of the async function (hook ent), 0 for callbacks. */
  declare readonly site: number;
  /** What a callback is, in words: `timer`, `request`. */
  declare readonly what: string;
  declare readonly forkTime: number;
  declare readonly forkTurn: number;
  /** When this was made: later than the fork, where that lies in the past. It has made no access before. */
  declare readonly madeAt: number;
  /** The task whose line this one continues, or null. */
  declare lineParent: Task | null;
  declare lineDepth: number;
  declare lineage: Lineage;
  /** See `creators`: the task that is to begin the list, which most tasks have nobody to hand on to; 0: it is whole. */
  declare creator: number;
  declare listed: Creator | null;
  /** Known accesses of other tasks, and of this one up to its last release. */
  declare clock: TaskClock;
  /** Time of the last tracked access, 0 while there is none. */
  declare accessed: number;
  /** The chain of turns this task, or the event before it, ran in last. */
  declare chain: Chain | null;
  /** Time of the last fork this task made. */
  declare forked: number;
  /** The caller to return to at the first suspension of an async function; null from then on. */
  declare caller: Task | null;
  /** When it ended; 0 before. */
  declare endTime: number;
  /** What of it lasts beyond its turn: bits of Trace. */
  declare trace: number;
  /** Union-find: the task this one was merged into, because its caller awaited it at once. */
  declare merged: Task | null;
  /** Numbers of the promise awaited last, and of the one before it; 0: none. See single flight in rules/lost-update.ts. */
  declare awaited: number;
  declare awaitedBefore: number;
  /** The await that ended the last turn that an await ended: site and turn, for timelines. */
  declare awaitSite: number;
  declare awaitTurn: number;
  /** The promise that this very call awaits now, whoever it is a part of; null while it runs. */
  declare awaiting: Awaited | null;
  /** What it remembers of its calls and older awaits; null: nothing. */
  declare past: Past | null;
  /** The thread whose message this task handles, or null. */
  declare origin: string | null;
  /** The flags it holds; its children go on holding them. */
  declare held: readonly Holding[];
  /** The test on whose behalf it runs: its creator's, unless an adapter or a message says another. */
  declare test: TestFact | null;
  /** The racewire.ignore() it runs in, by its id; 0: none. */
  declare ignored: number;

  /** @param fork - when and knowing what it was forked, where that lies in the past; otherwise it is forked now */
  constructor(parent: Task | null, kind: ForkKind, site: number, what: string, fork?: Fork) {
    this.id = ++clockwork.tasks;
    this.kind = kind;
    this.site = site;
    this.what = what;
    this.forkTime = fork === undefined ? ++clockwork.time : fork.time;
    this.forkTurn = fork === undefined ? clockwork.turn : fork.turn;
    this.madeAt = clockwork.time;
    this.lineParent = null;
    this.lineDepth = 0;
    this.lineage = parent === null ? new Lineage(this.forkTime) : parent.lineage;
    this.creator = 0;
    this.listed = null;
    this.clock = EMPTY_CLOCK;
    this.accessed = 0;
    this.chain = null;
    this.forked = 0;
    this.caller = null;
    this.endTime = 0;
    this.trace = 0;
    this.merged = null;
    this.awaited = 0;
    this.awaitedBefore = 0;
    this.awaitSite = 0;
    this.awaitTurn = 0;
    this.awaiting = null;
    this.past = null;
    this.origin = null;
    this.held = NOTHING_HELD;
    this.test = parent === null ? surroundings.test : parent.test;
    this.ignored = 0;
    if ((this.id & 31) === 0) parts[(this.id >>> 5) & (WORDS - 1)] = 0;
    if (parent !== null) this.inherit(parent, fork);
  }

  private inherit(parent: Task, fork: Fork | undefined): void {
    this.held = find(parent).held;
    this.ignored = parent.ignored;
    let line = parent;
    if (fork === undefined) {
      this.clock = release(parent);
      followsThisTurn(this);
      parent.forked = this.forkTime;
    } else {
      this.clock = fork.clock;
      const event = fork.line ?? null;
      if (event !== null) {
        line = event;
        this.chain = event.chain;
      }
    }
    if (line.lineDepth < MAX_LINE) {
      this.lineParent = carriedOn(line, this.kind);
      this.lineDepth = line.lineDepth + 1;
      this.lineage = line.lineage;
    } else this.lineage = new Lineage(this.forkTime);
    if (this.kind !== ForkKind.LISTENER) this.origin = parent.origin;
    this.listed = parent.creators;
    if (parent.accessed === 0) return;
    if (grows(this.listed)) this.creator = parent.id;
    else this.listed = createdAlso(this.listed, parent.id, this.forkTime);
  }

  /** The tasks that created this one, directly or through others; null: none that is known. */
  get creators(): Creator | null {
    if (this.creator !== 0) {
      this.listed = createdAlso(this.listed, this.creator, this.forkTime);
      this.creator = 0;
    }
    return this.listed;
  }

  get ended(): boolean {
    return this.endTime !== 0;
  }
}

/**
 * The task whose accesses a line goes on with behind `line`. An event without an access has none: those of a connection would
 * keep each other alive, and each question about one would walk along all of them.
 */
function carriedOn(line: Task, kind: ForkKind): Task | null {
  const isEmpty = kind === ForkKind.LISTENER && line.kind === kind && line.accessed === 0;
  return isEmpty ? line.lineParent : line;
}

/**
 * A chain of turns, each of which happens before the next. The components of clocks are chains, not tasks: their number
 * is bounded by how many tasks are under way at a time, not by how many there were. A turn goes on with the chain of its
 * own task; else with one that is known to its end and that nobody goes on with; else it starts a chain.
 *
 * A listener's events are such a sequence, however many tasks they are. What one of them starts knows its chain to the end
 * and may go on with it, before the next event comes: that one needs another chain, and what remains of the first is in the
 * listener's clock for good. Once this has happened, a listener's chain is its own (`kept`).
 */
export class Chain {
  readonly id: number;
  /** Its last turn. */
  tail = 0;
  /** An async function that has not ended goes on with it. */
  busy = false;
  /** Only the events of one listener go on with it: what they had before was taken by somebody else. */
  kept = false;

  constructor(id: number) {
    this.id = id;
  }
}

/** Chains by id modulo its length; one that was overwritten is not taken up by others any more. */
const CHAINS = 4096;
const chains: (Chain | undefined)[] = [];
let lastChain = 0;
/** Components that are looked at for a free chain, the newest first: a long clock must not make every turn slow. */
const MAX_TRIES = 16;

/**
 * The turn that runs: whose it is, and once it made a tracked access its chain and what was known at its beginning; what the rest of it knows
 * beside that, see `tellTurn`.
 */
const turn: {
  owner: Task | null;
  chain: Chain | null;
  before: TaskClock;
  after: TaskClock;
  told: TaskClock | null;
} = {
  owner: null,
  chain: null,
  before: EMPTY_CLOCK,
  after: EMPTY_CLOCK,
  told: null,
};

/** A turn begins, which `owner` goes on in; null: not known yet. */
export function openTurn(owner: Task | null): void {
  turn.owner = owner;
}

/** What follows from the turn that runs: forks, registrations, suspensions, settled promises. */
const followers: ({ clock: TaskClock } | null)[] = [];
const settledNow: ({ settled: TaskClock | null } | null)[] = [];
/** How many there are: the lists are used again for each turn. */
let following = 0;
let settling = 0;

/** Everything that the running turn does, also what comes yet, happens before what `holder` starts. */
export function followsThisTurn(holder: { clock: TaskClock }): void {
  followers[following++] = holder;
}

/** Everything that the running turn does happens before those who wait for `holder`. */
export function settlesInThisTurn(holder: { settled: TaskClock | null }): void {
  settledNow[settling++] = holder;
}

/** Notes a tracked access of `task`, now. Returns the chain of the turn. */
export function noteAccess(task: Task): Chain {
  task.accessed = clockwork.time;
  return turn.chain ?? joinChain(find((turn.owner ??= task)));
}

/** What was known when the running turn, which made a tracked access, began. */
export function knownBefore(): TaskClock {
  return turn.before;
}

function joinChain(owner: Task): Chain {
  const known = owner.clock;
  let { chain } = owner;
  if (chain === null || known.get(chain.id) !== chain.tail) {
    const wasTaken = chain !== null && owner.kind === ForkKind.LISTENER;
    chain = freeChain(owner, known);
    if (wasTaken) chain.kept = true;
  }
  chain.tail = clockwork.turn;
  chain.busy = owner.kind === ForkKind.CALL;
  owner.chain = chain;
  turn.chain = chain;
  turn.before = turn.told === null ? known : join(known, turn.told);
  turn.after = turn.before.with(chain.id, clockwork.turn);
  return chain;
}

const walk: DownWalk = { newest: 0, own: 0, shared: 0, id: 0, time: 0 };

function freeChain(owner: Task, known: TaskClock): Chain {
  // The turn of a call has its chain for its own task and callbacks: a callee that took it would leave them without.
  const forked = owner.kind === ForkKind.CALL ? owner.forkTurn : -1;
  known.walkDown(walk);
  for (let tries = 0; tries < MAX_TRIES && known.nextDown(walk); tries++) {
    const chain = chains[walk.id % CHAINS];
    if (chain === undefined || chain.id !== walk.id || chain.busy || chain.kept) continue;
    if (chain.tail === walk.time && chain.tail !== forked) return chain;
  }
  const chain = new Chain(++lastChain);
  chains[chain.id % CHAINS] = chain;
  return chain;
}

/** Whether nobody has accessed anything in the running turn, nothing follows from it, and it was told nothing. */
export function isTurnBlank(): boolean {
  return turn.chain === null && following === 0 && settling === 0 && turn.told === null;
}

/** The running turn ends: a turn is atomic, so all of it happens before whatever follows from it. */
export function closeTurn(): void {
  const { chain, before, after } = turn;
  if (chain !== null) {
    // The owner, too: it may have ended, and the promise of its function be settled in a later turn (`return f()`).
    if (turn.owner !== null) grow(turn.owner, chain.id, before, after);
    for (let i = 0; i < following; i++) grow(followers[i]!, chain.id, before, after);
    for (let i = 0; i < settling; i++) {
      const holder = settledNow[i]!;
      const { settled } = holder;
      holder.settled =
        settled === null || settled === before ? after : settled.with(chain.id, clockwork.turn);
    }
    turn.chain = null;
    turn.before = turn.after = EMPTY_CLOCK;
  }
  turn.told = null;
  while (following > 0) followers[--following] = null;
  while (settling > 0) settledNow[--settling] = null;
}

function grow(holder: { clock: TaskClock }, chain: number, before: TaskClock, after: TaskClock): void {
  const target = holder instanceof Task && holder.merged !== null ? find(holder) : holder;
  target.clock = target.clock === before ? after : target.clock.with(chain, clockwork.turn);
}

/** The moment of a fork that lies in the past: a callback's registration. */
export interface Fork {
  readonly clock: TaskClock;
  readonly time: number;
  readonly turn: number;
  /** Whose line is continued, where it is not the parent's: a resource's earlier event. */
  readonly line?: Task | null;
}

/** The tasks that were merged, a bit each, of the latest 32 × WORDS: most questions about an old access do not go to its task's memory. */
const WORDS = 1 << 14;
const parts = new Int32Array(WORDS);
const LATEST = 32 * (WORDS - 1);

/** Whether the task with that id is known to be no part of another one. */
export function isWhole(id: number): boolean {
  return clockwork.tasks - id < LATEST && (parts[(id >>> 5) & (WORDS - 1)]! & (1 << (id & 31))) === 0;
}

/**
 * Whether an access made by `owner` at `time` is one of `task`, which is not merged itself: what became a part of a task was
 * forked after it.
 * @param id - the owner's
 */
export function isOf(owner: Task, id: number, task: Task, time: number = Infinity): boolean {
  if (owner === task) return true;
  if (time < task.forkTime) return false;
  return !isWhole(id) && find(owner) === task;
}

/** The task that `task` is part of, after merges. */
export function find(task: Task): Task {
  return task.merged === null ? task : rootOf(task);
}

function rootOf(task: Task): Task {
  let root = task;
  while (root.merged !== null) root = root.merged;
  for (let at = task; at.merged !== null && at.merged !== root;) {
    const next: Task = at.merged;
    at.merged = root;
    at = next;
  }
  return root;
}

/** Publishes what happened before and in the turn that runs, as `task` knows it. */
export function release(task: Task): TaskClock {
  const { clock } = task;
  const { chain, told } = turn;
  if (told !== null) return join(chain === null ? clock : clock.with(chain.id, clockwork.turn), told);
  if (chain === null) return clock;
  return clock === turn.before ? turn.after : clock.with(chain.id, clockwork.turn);
}

/** An async function has ended: others may go on with its chain. */
export function endTask(task: Task): void {
  task.endTime = clockwork.time;
  if (task.merged !== null) noteReturn(pastOf(find(task)), task.forkTime, task.endTime);
  if (task.merged === null && task.chain !== null) task.chain.busy = false;
}

/**
 * Whether a task that ran in a turn which has ended, a call or a callback that runs once, has ended with it: nobody goes on with it or continues
 * its line, and it is no part of another task.
 */
export function hasPassed({ kind, trace, endTime, forked, merged }: Task): boolean {
  if (forked !== 0 || merged !== null || kind === ForkKind.LISTENER) return false;
  return kind === ForkKind.CALL ? trace === Trace.ANSWERED && endTime !== 0 : trace === 0;
}

/**
 * Whether the call of an async function, by itself or as a part of its caller, in which `task` made an access at `time` has
 * ended before `later`. Of calls that ended long ago it is not known any more: then they have.
 */
export function hasReturned(task: Task, time: number, later: number): boolean {
  const { past } = find(task);
  return past !== null && returnedBefore(past, time, later);
}

/** Whether `task` has made a call that is a part of it in a turn, after `time`. Of turns that are not remembered it may have. */
export function madeCall(task: Task, turn: number, time: number): boolean {
  const { past } = find(task);
  return past !== null && calledAfter(past, turn, time);
}

/** Joins `clock` into what `task` knows. */
export function acquire(task: Task, clock: TaskClock): void {
  if (task.clock !== clock) task.clock = join(task.clock, clock);
}

/** As `acquire`, also for what the running turn does from now on. */
export function acquireForTurn(task: Task, clock: TaskClock): void {
  acquire(task, clock);
  knowInTurn(clock);
}

function knowInTurn(clock: TaskClock): void {
  if (turn.chain === null) return;
  turn.before = join(turn.before, clock);
  turn.after = turn.before.with(turn.chain.id, clockwork.turn);
}

/**
 * What the running turn does from now on, and what it starts, knows `clock`, too; neither what it did already nor the task's later turns do: they
 * would have come without it as well.
 */
export function tellTurn(clock: TaskClock): void {
  turn.told = turn.told === null ? clock : join(turn.told, clock);
  knowInTurn(clock);
}

/** Makes `child` a part of `parent`: its accesses, past and future, are the parent's. */
export function merge(child: Task, parent: Task): void {
  child.merged = parent;
  if (clockwork.tasks - child.id < LATEST) parts[(child.id >>> 5) & (WORDS - 1)]! |= 1 << (child.id & 31);
  clockwork.merges++;
  if (child.lineage !== parent.lineage) uniteLineages(wholeOf(child.lineage), wholeOf(parent.lineage));
  if (child.accessed > parent.accessed) parent.accessed = child.accessed;
  if (child.held !== parent.held) parent.held = heldByBoth(parent.held, child.held);
  if (child.ended) noteReturn(pastOf(parent), child.forkTime, child.endTime);
  noteCall(pastOf(parent), child.forkTurn, child.forkTime);
  parent.clock = join(parent.clock, child.clock);
  // Its chain goes on as the parent's, or is free: nobody else ends it.
  if (child.chain === null || child.chain === parent.chain) return;
  if (parent.chain === null) parent.chain = child.chain;
  else child.chain.busy = false;
}

/** What is held still, or was in the running turn: all that rules/exclusion.ts asks for. */
function heldByBoth(parent: readonly Holding[], child: readonly Holding[]): readonly Holding[] {
  const isHeld = ({ until }: Holding): boolean => until === 0 || until >= clockwork.turn;
  return [...parent.filter(isHeld), ...child.filter((held) => isHeld(held) && !parent.includes(held))];
}

/** A task whose line was cut became a part of another one: what continues its line continues that one's. */
function uniteLineages(part: Lineage, whole: Lineage): void {
  if (part === whole) return;
  part.into = whole;
  if (part.began < whole.began) whole.began = part.began;
}

/** One past access, as far as its order is concerned. */
export interface Moment {
  readonly task: Task;
  readonly time: number;
  readonly turn: number;
  /** The chain of the turn. */
  readonly chain: number;
}

/** Whether `access` happens before a point whose task is `self` and whose clock is `clock`. */
export function happensBefore(access: Moment, self: Task, clock: TaskClock): boolean {
  return isBefore(access.time, access.turn, access.chain, clock) || find(access.task) === find(self);
}

/** Whether what another task did in that turn of that chain happens before a point whose clock is `clock`. */
export function isBefore(time: number, turn: number, chain: number, clock: TaskClock): boolean {
  // What came earlier in the running turn comes earlier in every schedule.
  return (
    turn <= clock.floor ||
    turn === clockwork.turn ||
    time <= clockwork.time - WINDOW ||
    clock.get(chain) >= turn
  );
}

/** Whether `task` was created by `creator`, directly or through further tasks, at `time` or later. */
export function createdBy(task: Task, creator: Task, time: number): boolean {
  const root = find(creator);
  for (let at: Task | null = task; at !== null; at = at.merged) {
    const { listed } = at;
    if (listed !== null && listed.floor >= root.id) return true;
    if (at.creator !== 0) {
      // Those before it are older still.
      if (at.forkTime < time) continue;
      if (at.creator === root.id || at.creator === creator.id) return true;
    }
    for (let by = listed; by !== null && by.time >= time; by = by.before)
      if (by.id === root.id || by.id === creator.id) return true;
  }
  return false;
}
