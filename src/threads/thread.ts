// The current thread's place in the order: its slot, its clock, and what release and acquire do to them.
//
// A thread's own time advances at a release, but only when it accessed something since the last one: what is published
// is the last time that has accesses. So a thread that spins on a flag does not use its times up.
// Invariant: no access is recorded at a time that was published (else it would count as ordered, and be missed).
import { threadId } from 'node:worker_threads';
import { MAX_TIME, NO_SLOT, SLOTS, packEpoch, type SlotId, type Time } from '../clock/epoch.ts';
import { copy, join } from '../clock/vector-clock.ts';
import { inherited } from './hand-over.ts';
import { C_SLOTS_USED, PLANE, clockOf, control } from './memory.ts';
import { forgetSeen } from './seen.ts';
import { lost } from './lost.ts';
import { allocateSlot, nameSlot, wearOut } from './slots.ts';

/** Indexes into `local`. */
export const L_EPOCH = 0;
/** XORed into a cell's index, so that threads of different slots prefer different cells of a granule. */
export const L_TWIST = 1;
/** 1 once an access was recorded at the present time. */
export const L_DIRTY = 2;
/** First time at which this thread owned its slot: older cells of the slot are another thread's. */
export const L_SINCE = 3;
/** Calls left in which the recorder waits for its stores to be visible before it looks at other cells. */
export const L_FENCES = 4;
/** Counts evictions, to pick victims. */
export const L_VICTIM = 5;
/** 1 while races wait to be reported. */
export const L_RACES = 6;

/** What the recorder reads at each access: one typed array, so that its address is a constant of optimised code. */
export const local: Int32Array = new Int32Array(32);
local[L_FENCES] = 20000;

interface Thread {
  slot: SlotId;
  /** Number for locks, ≥ 1. */
  owner: number;
  /** The vector clock: `words[at + i]`, shared, so that whoever joins this thread finds it. */
  words: Int32Array;
  at: number;
}

export const thread: Thread = { slot: NO_SLOT, owner: 256, words: control, at: 0 };

/** How many racewire.ignore() are running. */
let muted = 0;

// Without an epoch nothing is recorded (shadow.ts).
function setEpoch(slot: SlotId, time: Time): void {
  local[L_EPOCH] = muted > 0 ? 0 : packEpoch(slot, time);
  forgetSeen();
}

/** Accesses of this thread are not recorded, until as many `unmute`. */
export function mute(): void {
  if (muted++ > 0) return;
  local[L_EPOCH] = 0;
  forgetSeen();
}

/** Ends one `mute`. */
export function unmute(): void {
  if (--muted === 0 && thread.slot !== NO_SLOT)
    setEpoch(thread.slot, control[thread.at + thread.slot]! as Time);
}

/** Makes this thread the owner of `slot`, from the slot's present time on. */
export function enterSlot(slot: SlotId): void {
  thread.slot = slot;
  thread.owner = slot + 1;
  thread.words = control;
  thread.at = clockOf(slot);
  const time = control[thread.at + slot]! as Time;
  setEpoch(slot, time);
  local[L_TWIST] = (slot & 3) * PLANE;
  local[L_DIRTY] = 0;
  local[L_SINCE] = time;
  nameSlot(slot, threadId);
}

/** Whether this thread's accesses are recorded: it has a slot. */
export function isRecording(): boolean {
  return thread.slot !== NO_SLOT;
}

function begin(): void {
  if (inherited === undefined) {
    // The first thread of the process, or one whose creator is not watched: it has no past.
    const slot = allocateSlot(new Int32Array(SLOTS), 0, 256, -1);
    if (slot !== NO_SLOT) enterSlot(slot);
  } else if (inherited.slot !== NO_SLOT) {
    enterSlot(inherited.slot as SlotId);
  } else {
    thread.words = inherited.clock ?? new Int32Array(SLOTS);
    thread.at = 0;
  }
}
begin();

/** Number of components of clocks that are in use. */
export function clockWidth(): number {
  return control[C_SLOTS_USED]!;
}

// The last time others may know after a release.
function publishedTime(): number {
  const time = control[thread.at + thread.slot]!;
  return local[L_DIRTY] === 0 ? time - 1 : time;
}

/** Begins a new time, and returns it with the slot: what is accessed from here on is told apart by it. */
export function beginTime(): { slot: SlotId; time: number } | undefined {
  tick();
  return thread.slot === NO_SLOT ? undefined : { slot: thread.slot, time: control[thread.at + thread.slot]! };
}

function tick(): void {
  if (thread.slot === NO_SLOT || local[L_DIRTY] === 0) return;
  local[L_DIRTY] = 0;
  const time = control[thread.at + thread.slot]!;
  if (time >= MAX_TIME) {
    moveToFreshSlot();
    return;
  }
  control[thread.at + thread.slot] = time + 1;
  setEpoch(thread.slot, (time + 1) as Time);
}

// [Epoch overflow] The thread goes on in another slot and keeps its old times in its clock. Without a free slot it
// goes on without recording: what it passes on stays right, so no false race comes of it.
function moveToFreshSlot(): void {
  const old = thread.slot;
  const slot = allocateSlot(thread.words, thread.at, thread.owner, old);
  if (slot === NO_SLOT) {
    lost('a thread', 'its times are used up and no slot is free: its further accesses are not seen');
    const clock = new Int32Array(SLOTS);
    copy(clock, 0, thread.words, thread.at, SLOTS);
    thread.slot = NO_SLOT;
    thread.words = clock;
    thread.at = 0;
    local[L_EPOCH] = 0;
    return;
  }
  wearOut(old, slot, thread.owner);
  enterSlot(slot);
}

/** [Release, replacing] The variable's clock becomes this thread's: an atomic store, or a message. */
export function releaseInto(target: Int32Array, at: number): void {
  const width = clockWidth();
  copy(target, at, thread.words, thread.at, width);
  if (thread.slot !== NO_SLOT) {
    target[at + thread.slot] = publishedTime();
    tick();
  }
}

/** [Fork] The clock of a new thread in `slot` becomes this thread's, but for its own time. */
export function fork(slot: SlotId): void {
  const at = clockOf(slot);
  const time = control[at + slot]!;
  releaseInto(control, at);
  control[at + slot] = time;
}

/** [Release, joining] This thread's clock joins the variable's. */
export function releaseJoin(target: Int32Array, at: number): void {
  const width = clockWidth();
  const own = thread.slot;
  const before = own === NO_SLOT ? 0 : target[at + own]!;
  join(target, at, thread.words, thread.at, width);
  if (own !== NO_SLOT) {
    const time = publishedTime();
    target[at + own] = before > time ? before : time;
    tick();
  }
}

/** By which kind of edge this thread learnt what it knows of another one. */
export const Means = { START: 0, ATOMICS: 1, MESSAGE: 2, EXIT: 3, WAKE: 4, LOCK: 5 } as const;
export type Means = (typeof Means)[keyof typeof Means];

/** For each slot how this thread learnt its last known time, and at which site (second half): for timelines. */
export const learnt: Int32Array = new Int32Array(2 * SLOTS);

/** [Acquire] The variable's clock joins this thread's. */
export function acquireFrom(
  source: Int32Array,
  at: number,
  means: Means,
  site = 0,
  width: number = clockWidth(),
): void {
  const { words, slot } = thread;
  const base = thread.at;
  for (let i = 0; i < width; i++) {
    const time = source[at + i]!;
    if (time > words[base + i]! && i !== slot) {
      words[base + i] = time;
      learnt[i] = means;
      learnt[SLOTS + i] = site;
    }
  }
}

/** A clock in a message: the components in use. */
export type SentClock = readonly number[] | Int32Array;

// A typed array is the slowest part of an envelope to clone (1.5 of 3.3 µs a message, Node 20 and 26); a list of so many
// numbers is not.
const LISTED = 24;

/** [Release] A copy of this thread's clock for a message. */
export function releaseCopy(): SentClock {
  const clock = new Int32Array(clockWidth());
  releaseInto(clock, 0);
  if (clock.length > LISTED) return clock;
  const list: number[] = [];
  for (let i = 0; i < clock.length; i++) list[i] = clock[i]!;
  return list;
}

/** [Acquire] The clock of a message, as releaseCopy made it. */
export function acquireCopy(clock: SentClock): void {
  const { words, slot } = thread;
  const base = thread.at;
  for (let i = 0; i < clock.length; i++) {
    if (clock[i]! > words[base + i]! && i !== slot) {
      words[base + i] = clock[i]!;
      learnt[i] = Means.MESSAGE;
    }
  }
}
