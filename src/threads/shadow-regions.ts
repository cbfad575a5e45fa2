// Which stretch of the arena is whose shadow, and when it can be used again.
//
//   REGION_WORDS per region   0 first granule, + 1; 0 = unused entry     1 granules     2 messages under way
//                             3 state: FREE or TAKEN                    4 1 where code of WebAssembly may order accesses to it
//                             5 … 12 threads that hold the memory, a bit a slot
//
// A region is freed when no thread holds an object over its memory and no message carries one. A thread lets go when
// its objects were collected (FinalizationRegistry) or when it was joined. What cannot be followed (a message that nobody
// ever receives, a BroadcastChannel, a thread without a slot) keeps its region for good: safe, and bounded by the limit.
// All writes to the table are under C_ARENA_LOCK.
import { NO_SLOT } from '../clock/epoch.ts';
import {
  ADDRESSES,
  C_ARENA_LOCK,
  C_ARENA_NEXT,
  C_REGIONS_USED,
  REGION_ENTRIES,
  REGION_HOLDERS as HOLDERS,
  REGION_WORDS,
  clearCells,
  control,
  regions,
} from './memory.ts';
import { lock, unlock } from './spin-lock.ts';
import { thread } from './thread.ts';

const FIRST = 0;
const GRANULES = 1;
const UNDER_WAY = 2;
const STATE = 3;
const BY_CODE = 4;

const TAKEN = 1;
const FREE = 2;

let limit: number = ADDRESSES;

/** Sets `--shadow-limit`, in bytes. */
export function setShadowLimit(bytes: number): void {
  limit = Math.min(ADDRESSES, Math.floor(bytes / 4));
}

function locked<T>(action: () => T): T {
  const owner = thread.owner;
  lock(control, C_ARENA_LOCK, owner);
  try {
    return action();
  } finally {
    unlock(control, C_ARENA_LOCK, owner);
  }
}

/** Number of the region that was taken for `bytes` of memory, held by this thread; −1 when there is no room. */
export function takeRegion(bytes: number): number {
  const granules = Math.max(1, Math.ceil(bytes / 8));
  return locked(() => {
    const used = control[C_REGIONS_USED]!;
    let found = -1;
    for (let n = 0; n < used; n++) {
      const at = n * REGION_WORDS;
      if (regions[at + STATE] === FREE && regions[at + GRANULES] === granules) {
        found = n;
        break;
      }
    }
    if (found < 0) {
      const first = control[C_ARENA_NEXT]!;
      if (used >= REGION_ENTRIES || (first + granules) * 8 > limit) return -1;
      control[C_ARENA_NEXT] = first + granules;
      control[C_REGIONS_USED] = used + 1;
      found = used;
      regions[found * REGION_WORDS + FIRST] = first + 1;
      regions[found * REGION_WORDS + GRANULES] = granules;
    }
    const at = found * REGION_WORDS;
    regions[at + UNDER_WAY] = 0;
    regions[at + BY_CODE] = 0;
    regions.fill(0, at + HOLDERS, at + REGION_WORDS);
    regions[at + STATE] = TAKEN;
    setHolder(at, thread.slot);
    return found;
  });
}

/** Code that is not seen may order accesses to this memory from now on. */
export function letCodeOrder(region: number): void {
  locked(() => {
    regions[region * REGION_WORDS + BY_CODE] = 1;
  });
}

/** Whether code that is not seen may order accesses to this memory. */
export function isOrderedByCode(region: number): boolean {
  return regions[region * REGION_WORDS + BY_CODE] === 1;
}

/** The address of a region's first byte. */
export function baseOf(region: number): number {
  return (regions[region * REGION_WORDS + FIRST]! - 1) * 8;
}

function setHolder(at: number, slot: number): void {
  if (slot === NO_SLOT) regions[at + UNDER_WAY] = regions[at + UNDER_WAY]! + 1;
  else regions[at + HOLDERS + (slot >> 5)] = regions[at + HOLDERS + (slot >> 5)]! | (1 << (slot & 31));
}

function clearHolder(at: number, slot: number): void {
  regions[at + HOLDERS + (slot >> 5)] = regions[at + HOLDERS + (slot >> 5)]! & ~(1 << (slot & 31));
}

function freeIfUnused(at: number): void {
  if (regions[at + STATE] !== TAKEN || regions[at + UNDER_WAY] !== 0) return;
  for (let w = HOLDERS; w < REGION_WORDS; w++) if (regions[at + w] !== 0) return;
  const base = (regions[at + FIRST]! - 1) * 8;
  clearCells(base, base + regions[at + GRANULES]! * 8);
  regions[at + STATE] = FREE;
}

/** A message with this memory is sent. */
export function sendRegion(region: number): void {
  locked(() => {
    const at = region * REGION_WORDS + UNDER_WAY;
    regions[at] = regions[at]! + 1;
  });
}

/** This thread holds the memory now, by a message that was counted by sendRegion or (a broadcast) was not. */
export function holdRegion(region: number, counted: boolean): void {
  locked(() => {
    const at = region * REGION_WORDS;
    setHolder(at, thread.slot);
    if (counted) regions[at + UNDER_WAY] = regions[at + UNDER_WAY]! - 1;
  });
}

/** A message with this memory was not sent after all. */
export function retractRegion(region: number): void {
  locked(() => {
    const at = region * REGION_WORDS;
    regions[at + UNDER_WAY] = regions[at + UNDER_WAY]! - 1;
    freeIfUnused(at);
  });
}

/** This thread's last object over the memory is gone; it held it in slot `slot`. Returns whether the region is free. */
export function letGoOfRegion(region: number, slot: number): boolean {
  if (slot === NO_SLOT) return false;
  return locked(() => {
    const at = region * REGION_WORDS;
    clearHolder(at, slot);
    freeIfUnused(at);
    return regions[at + STATE] === FREE;
  });
}

/** An ended thread holds nothing. */
export function letGoOfAll(slots: readonly number[]): void {
  const used = control[C_REGIONS_USED]!;
  if (used === 0) return;
  locked(() => {
    for (let n = 0; n < used; n++) {
      const at = n * REGION_WORDS;
      if (regions[at + STATE] !== TAKEN) continue;
      for (const slot of slots) clearHolder(at, slot);
      freeIfUnused(at);
    }
  });
}

/** Whether a region is taken: for tests. */
export function isTaken(region: number): boolean {
  return regions[region * REGION_WORDS + STATE] === TAKEN;
}
