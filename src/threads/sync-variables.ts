// Sync variables: the clocks that Atomics locations, wake-ups and named locks carry from release to acquire.
//
//   SYNC_WORDS per variable   0 buffer + 1    1 place    2 lock    3 version    4 … clock (one word a slot)
//
// A place is (byte offset, log2 size, what for): atomics over different ranges are different variables, as ECMAScript
// orders them only over equal ranges. Open addressing by (buffer, place), new ones under C_SYNC_LOCK.
// Invariant: a variable's clock is only read and written by the holder of its lock. Whoever lets go of the lock of a VALUE after a
// release has raised its version: an unlocked variable whose version is known has nothing new to say (edges/atomics.ts).
// When the table is full, further places share the variable their hash points to: that adds order, so it can hide a
// race and never makes one up.
import { C_SYNC_LOCK, C_SYNC_USED, SYNC_ENTRIES, SYNC_HEAD, SYNC_WORDS, control, sync } from './memory.ts';
import { lost } from './lost.ts';
import { lock, unlock } from './spin-lock.ts';
import { thread } from './thread.ts';

/** What a place is a variable for. */
export const VALUE = 0;
export const WAKE = 1;
export const NAME = 2;
/** The program says so: racewire.release, racewire.acquire. */
export const TOLD = 3;

/** The place of a location: byte offset below 2^28, log2 of the size, one of VALUE, WAKE, NAME, TOLD. */
export function placeOf(offset: number, shift: number, purpose: number): number {
  return (offset << 4) | (shift << 2) | purpose;
}

/** The place of a growable buffer's length: what is told has no size. */
export const LENGTH: number = placeOf(0, 1, TOLD);

// This thread's memory of where variables are: variables never move.
const found = new Map<number, Map<number, number>>();
const byPlace = found.get.bind(found);
const getIndex = Map.prototype.get;
const setIndex = Map.prototype.set;
const apply = Reflect.apply;

/** Index in `sync` of the variable for (buffer, place). */
export function variableOf(buffer: number, place: number): number {
  let places = byPlace(buffer);
  if (places === undefined) {
    if (found.size > 4096) found.clear();
    places = new Map();
    found.set(buffer, places);
  }
  const known = apply(getIndex, places, [place]) as number | undefined;
  if (known !== undefined) return known;
  const index = lookUp(buffer + 1, place);
  apply(setIndex, places, [place, index]);
  return index;
}

function lookUp(buffer: number, place: number): number {
  const hash = Math.imul(buffer, 0x9e3779b1) ^ Math.imul(place, 0x85ebca6b);
  const start = ((hash ^ (hash >>> 15)) >>> 0) % SYNC_ENTRIES;
  lock(control, C_SYNC_LOCK, thread.owner);
  let result = start * SYNC_WORDS;
  let probe = 0;
  for (; probe < SYNC_ENTRIES; probe++) {
    const at = ((start + probe) % SYNC_ENTRIES) * SYNC_WORDS;
    if (sync[at] === 0) {
      if (control[C_SYNC_USED]! > (SYNC_ENTRIES * 3) / 4) break;
      control[C_SYNC_USED] = control[C_SYNC_USED]! + 1;
      sync[at] = buffer;
      sync[at + 1] = place;
      result = at;
      probe = -1;
      break;
    }
    if (sync[at] === buffer && sync[at + 1] === place) {
      result = at;
      probe = -1;
      break;
    }
  }
  unlock(control, C_SYNC_LOCK, thread.owner);
  if (probe >= 0)
    lost(
      'the clocks of some atomics',
      'more than 12288 locations are used; further ones share clocks, which can hide races',
    );
  return result;
}

/** Locks a variable. No user code may run until it is unlocked. */
export function lockVariable(variable: number): void {
  lock(sync, variable + 2, thread.owner);
}

/** Unlocks a variable. */
export function unlockVariable(variable: number): void {
  unlock(sync, variable + 2, thread.owner);
}

/** Notes that the holder of a variable's lock released into its clock; the new version. */
export function raiseVersion(variable: number): number {
  return (sync[variable + 3] = (sync[variable + 3]! + 1) | 0);
}

/** The version of a variable whose lock the caller holds. */
export function versionOf(variable: number): number {
  return sync[variable + 3]!;
}

/** Where the clock of a variable begins in `sync`. */
export function clockAt(variable: number): number {
  return variable + SYNC_HEAD;
}
