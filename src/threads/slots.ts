// Thread slots: the component of vector clocks that a thread advances.
//
//   SLOT_WORDS per slot   state      0 free, 1 live, 2 ended (joined; may be reused), 3 worn out (its times are used up)
//                         thread     worker_threads.threadId of the owner, + 1
//                         next       slot + 1 that the owner moved to when this one was worn out; 0: none
//                         parent     slot + 1 of the thread that made the owner
//
// A slot is reused from the next time on, by a thread whose creator's clock has all of its old times: then "time t of
// slot s happens before me" keeps its meaning whoever owned s at t, and old cells still compare right.
// When there is no such slot, one whose owner is gone, or has moved on, is *recycled*: its cells are swept out of the shadow
// and its component out of all clocks, and its times begin anew. Races with those accesses are lost, none is invented:
// no cell is left that a new clock could be too small for. Source: ThreadSanitizer v3's reset, for one slot.
// All writes to the table are under C_SLOT_LOCK.
import { MAX_TIME, NO_SLOT, SLOTS, type SlotId } from '../clock/epoch.ts';
import {
  C_JOURNAL_NEXT,
  C_SLOTS_USED,
  C_ARENA_NEXT,
  C_REGIONS_USED,
  C_SLOT_LOCK,
  JOURNAL,
  JOURNAL_ENTRIES,
  SLOT_TABLE,
  SLOT_WORDS,
  PLANE,
  SYNC_ENTRIES,
  SYNC_HEAD,
  SYNC_WORDS,
  arena,
  clockOf,
  control,
  isHolder,
  sync,
} from './memory.ts';
import { lost } from './lost.ts';
import { lock, setDeathTest, unlock } from './spin-lock.ts';
import { copy, join } from '../clock/vector-clock.ts';

const { add, compareExchange } = Atomics;

const STATE = 0;
const THREAD = 1;
const NEXT = 2;
const PARENT = 3;

const FREE = 0;
const LIVE = 1;
const ENDED = 2;
const WORN_OUT = 3;

const entry = (slot: number): number => SLOT_TABLE + slot * SLOT_WORDS;

setDeathTest((slot) => slot >= 0 && slot < NO_SLOT && control[entry(slot) + STATE]! >= ENDED);

/**
 * Finds a slot for a new thread whose past is `clock`; its own clock is then that past, its time the slot's next one.
 * @returns NO_SLOT when there are more live threads than slots
 */
export function allocateSlot(clock: Int32Array, at: number, owner: number, parent: number): SlotId {
  lock(control, C_SLOT_LOCK, owner);
  const used = control[C_SLOTS_USED]!;
  let found: number = NO_SLOT;
  for (let slot = 0; slot < used; slot++) {
    if (control[entry(slot) + STATE] !== ENDED) continue;
    const last = control[clockOf(slot) + slot]!;
    if (last < MAX_TIME && clock[at + slot]! >= last) {
      found = slot;
      break;
    }
  }
  if (found === NO_SLOT && used < NO_SLOT) {
    found = used;
    control[C_SLOTS_USED] = used + 1;
  }
  const recycled = found === NO_SLOT ? findRecyclable() : NO_SLOT;
  if (recycled !== NO_SLOT) {
    recycle(recycled);
    found = recycled;
  }
  if (found !== NO_SLOT) {
    const time = control[clockOf(found) + found]! + 1;
    copy(control, clockOf(found), clock, at, SLOTS);
    control[clockOf(found) + found] = time;
    control[entry(found) + STATE] = LIVE;
    control[entry(found) + THREAD] = 0;
    control[entry(found) + NEXT] = 0;
    control[entry(found) + PARENT] = parent + 1;
  }
  unlock(control, C_SLOT_LOCK, owner);
  if (recycled !== NO_SLOT)
    lost('old accesses', 'slots of threads were used again: races with accesses before that may be missed');
  return found as SlotId;
}

// The slot that a thread moved to this one from; -1 for its first one.
function previousOf(slot: number): number {
  for (let other = 0; other < NO_SLOT; other++) {
    if (control[entry(other) + NEXT] === slot + 1 && control[entry(other) + STATE] !== FREE) return other;
  }
  return -1;
}

// A slot without an owner. By a thread's first slot its creator finds it, so that one stays as long as the thread lives; and
// so does one under which a thread holds memory.
function findRecyclable(): number {
  for (let slot = 0; slot < NO_SLOT; slot++) {
    const state = control[entry(slot) + STATE];
    if (state !== ENDED && (state !== WORN_OUT || previousOf(slot) < 0)) continue;
    let isFreeOfMemory = true;
    for (let region = 0; region < control[C_REGIONS_USED]! && isFreeOfMemory; region++)
      isFreeOfMemory = !isHolder(region, slot);
    if (isFreeOfMemory) return slot;
  }
  return NO_SLOT;
}

function recycle(slot: number): void {
  const previous = previousOf(slot);
  if (previous >= 0) control[entry(previous) + NEXT] = control[entry(slot) + NEXT]!;
  for (let other = 0; other < NO_SLOT; other++) {
    if (control[entry(other) + PARENT] === slot + 1) control[entry(other) + PARENT] = previous + 1;
  }
  // Nobody writes cells of this slot any more; those of others may change meanwhile.
  const end = control[C_ARENA_NEXT]! * 2;
  for (let plane = 0; plane < 4 * PLANE; plane += PLANE) {
    for (let word = 0; word < end; word += 2) {
      const seen = arena[word ^ plane]!;
      if (seen !== 0 && (seen & 255) === slot) compareExchange(arena, word ^ plane, seen, 0);
    }
  }
  for (let other = 0; other < NO_SLOT; other++) control[clockOf(other) + slot] = 0;
  for (let n = 0; n < SYNC_ENTRIES; n++) sync[n * SYNC_WORDS + SYNC_HEAD + slot] = 0;
}

/** Notes which thread owns `slot` from its present time on. */
export function nameSlot(slot: SlotId, threadId: number): void {
  if (slot === NO_SLOT) return;
  control[entry(slot) + THREAD] = threadId + 1;
  const n = add(control, C_JOURNAL_NEXT, 1) % JOURNAL_ENTRIES;
  const at = JOURNAL + n * 3;
  control[at] = slot + 1;
  control[at + 1] = control[clockOf(slot) + slot]!;
  control[at + 2] = threadId;
}

/** `worker_threads.threadId` of the owner of `slot` at `time`; -1 when the journal was overwritten. */
export function ownerAt(slot: SlotId, time: number): number {
  const next = control[C_JOURNAL_NEXT]!;
  for (let n = next - 1; n >= 0 && n >= next - JOURNAL_ENTRIES; n--) {
    const at = JOURNAL + (n % JOURNAL_ENTRIES) * 3;
    if (control[at] === slot + 1 && control[at + 1]! <= time) return control[at + 2]!;
  }
  return -1;
}

/** The owner of `slot` moved on to `next`; its old times stay valid for ever, so the slot is never used again. */
export function wearOut(slot: SlotId, next: SlotId, owner: number): void {
  lock(control, C_SLOT_LOCK, owner);
  control[entry(slot) + STATE] = WORN_OUT;
  control[entry(slot) + NEXT] = next + 1;
  unlock(control, C_SLOT_LOCK, owner);
}

/** Gives back the slot of a thread that was never started. */
export function abandonSlot(slot: SlotId, owner: number): void {
  if (slot === NO_SLOT) return;
  lock(control, C_SLOT_LOCK, owner);
  control[entry(slot) + STATE] = ENDED;
  unlock(control, C_SLOT_LOCK, owner);
}

/**
 * Joins a thread: its clock, those of the slots it moved through and of the threads it had made (Node ends them first)
 * into `target`.
 * @param ended - the thread is no more: its slots may be used again
 * @returns the slots that were joined
 */
export function joinSlot(
  slot: SlotId,
  target: Int32Array,
  at: number,
  owner: number,
  ended = true,
): readonly number[] {
  if (slot === NO_SLOT) return [];
  const used = control[C_SLOTS_USED]!;
  const pending: number[] = [slot];
  for (let i = 0; i < pending.length; i++) {
    const gone = pending[i]!;
    join(target, at, control, clockOf(gone), used);
    const next = control[entry(gone) + NEXT]!;
    if (next > 0 && !pending.includes(next - 1)) pending.push(next - 1);
    for (let child = 0; child < used; child++) {
      if (
        control[entry(child) + PARENT] === gone + 1 &&
        control[entry(child) + STATE] === LIVE &&
        !pending.includes(child)
      ) {
        pending.push(child);
      }
    }
  }
  if (!ended) return pending;
  lock(control, C_SLOT_LOCK, owner);
  for (const gone of pending) {
    if (control[entry(gone) + STATE]! >= LIVE) control[entry(gone) + STATE] = ENDED;
  }
  unlock(control, C_SLOT_LOCK, owner);
  return pending;
}

/** Whether no thread owns the slot. */
export function isFree(slot: SlotId): boolean {
  return control[entry(slot) + STATE] === FREE;
}
