// The one rule of the threads engine: an access meets the cells of its granule. What it finds waits in a list until the
// caller, who knows what else there is to say, takes it.
// Source: ThreadSanitizer v3's CheckRaces, with FastTrack's dominance: a cell may be given up when the new access is
// ordered after it and conflicts with whatever it conflicts with.
//
// No lock: the access is stored first, then the other cells are looked at again, so that of two threads that meet at one
// moment at least one sees the other. A cell is claimed with a compare-exchange of what was seen in it, so that of two
// threads that chose the same one the second looks for another. In the first calls of a thread (L_FENCES), where programs
// do what they do only once and code is not optimised yet, all of that is atomic. Hot code stores without claim and fence
// where it replaces an access of its own, or the granule knows no other ones (threads of different slots prefer different
// cells, L_TWIST): it can miss a race only if both sides happen within the time a store needs to leave the core, some tens of
// nanoseconds. Two such stores into one cell can leave the epoch of one with the access of the other: race-report.ts tells
// that by the site.
import { ACCESS_BITS, BUSY, MASK_BITS, MAX_SITE, PLAIN, WRITE, conflicts, covers } from './shadow-cell.ts';
import { L_DIRTY, L_EPOCH, L_FENCES, L_RACES, L_SINCE, L_TWIST, L_VICTIM, local, thread } from './thread.ts';
import { PLANE, arena } from './memory.ts';

/** A conflicting, unordered pair: the words of the cell, its index in the arena, and word 1 of the new access. */
export interface FoundRace {
  readonly cell: number;
  readonly epoch: number;
  readonly old: number;
  readonly word: number;
}

const MOST_PENDING = 64;
let pending: FoundRace[] = [];

/** Races found since the last call. To be asked when `local[L_RACES]` is 1. */
export function takeRaces(): readonly FoundRace[] {
  const races = pending;
  local[L_RACES] = 0;
  if (races.length > 0) pending = [];
  return races;
}

const { compareExchange, or } = Atomics;
const fence = new Int32Array(new SharedArrayBuffer(8));

// Whether the access in a cell happens before this thread's present.
function isOrdered(epoch: number): boolean {
  const slot = epoch & 255;
  const time = epoch >>> 8;
  if (slot === thread.slot && time >= local[L_SINCE]!) return true;
  return thread.words[thread.at + slot]! >= time;
}

/** The type of `access`. */
export type Access = (at: number, mask: number, kind: number, site: number) => void;

// The arrays are parameters that are never assigned, and the numbers constants of the function, because V8 makes
// constants of the optimised code of them; the bundler turns the constants of files into variables.
function makeAccess(cells: Int32Array, own: Int32Array, plane1: number): Access {
  const epochAt = L_EPOCH;
  const twistAt = L_TWIST;
  const dirtyAt = L_DIRTY;
  const fencesAt = L_FENCES;
  const victimAt = L_VICTIM;
  const plain = PLAIN;
  const write = WRITE;
  const accessBits = ACCESS_BITS;
  const byteBits = MASK_BITS;
  const maxSite = MAX_SITE;
  const busy = BUSY;
  const plane2 = 2 * plane1;
  const plane3 = 3 * plane1;
  const halfPlane = plane1 / 2;
  return (at, mask, kind, site) => {
    const epoch = own[epochAt]!;
    if (epoch === 0) return; // A thread without a slot.
    const granule = (at >> 2) & ~1;
    const place = granule ^ ((at & 6) * halfPlane) ^ own[twistAt]!;
    let a = cells[place ^ plane1]!;
    const b = cells[place ^ plane2]!;
    const c = cells[place ^ plane3]!;
    const seen = cells[place]!;
    const slot = epoch & 255;
    const word = ((site <= maxSite ? site : 0) << 10) | kind | mask;
    // [Private] All that the granule knows is this thread's own: no conflict is possible.
    if (
      (a === 0 || (a & 255) === slot) &&
      (b === 0 || (b & 255) === slot) &&
      (c === 0 || (c & 255) === slot) &&
      (seen === 0 || ((seen & 255) === slot && (seen !== epoch || (kind & plain) !== 0)))
    ) {
      let next = word;
      if (seen !== 0) {
        const old = cells[place + 1]!;
        if (seen === epoch && (old & word & accessBits) === (word & accessBits)) return; // [Same epoch]
        if (own[fencesAt]! > 0) {
          accessSlow(granule, place, epoch, word);
          return;
        }
        if (seen === epoch && ((old ^ word) & ~byteBits) === 0) {
          next = old | mask; // Neighbouring bytes, same place in the program: one cell.
        } else if (!covers(word, old)) {
          // An own write before an own read, most often: the write steps aside, so that the fast path meets the read.
          const aside = place ^ plane1;
          if (a === 0 || (a >>> 8 <= seen >>> 8 && covers(old, cells[aside + 1]!))) {
            cells[aside] = busy;
            cells[aside + 1] = old;
            cells[aside] = a = seen;
          } else if (
            (old & write) === 0 &&
            b !== 0 &&
            c !== 0 &&
            !covers(word, cells[aside + 1]!) &&
            !covers(word, cells[place ^ plane2 ^ 1]!) &&
            !covers(word, cells[place ^ plane3 ^ 1]!)
          ) {
            // [Evict] Four own accesses to other bytes: an array of bytes that is read once more.
            own[victimAt] = (own[victimAt]! + 1) | 0;
          } else {
            accessSlow(granule, place, epoch, word);
            return;
          }
        }
      } else if (own[fencesAt]! > 0) {
        accessSlow(granule, place, epoch, word);
        return;
      }
      own[dirtyAt] = 1;
      cells[place] = busy;
      cells[place + 1] = next;
      cells[place] = epoch;
      if (cells[place ^ plane1] !== a || cells[place ^ plane2] !== b || cells[place ^ plane3] !== c) {
        recheck(granule, place, epoch, word);
      }
      return;
    }
    accessSlow(granule, place, epoch, word);
  };
}

/**
 * Records an access to bytes of one granule; the races it makes wait in takeRaces().
 *
 * `at`: the address of the first byte. `mask`: the bytes of the granule, shifted
 * to their place. `kind`: WRITE and PLAIN, or 0 for an atomic load.
 */
export const access: Access = makeAccess(arena, local, PLANE);

function spendFence(): void {
  local[L_FENCES] = local[L_FENCES]! - 1;
  or(fence, 0, 0);
}

// A cell may be given up: its present content is `seen`.
function clear(cell: number, seen: number): void {
  if (seen !== 0) compareExchange(arena, cell, seen, 0);
}

/** How often a thread looks for another cell because one was taken before its eyes. */
const MOST_TRIES = 16;

// Other threads were here, or are about to be: all cells are compared.
function accessSlow(granule: number, preferred: number, epoch: number, word: number): void {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tryAccess(granule, preferred, epoch, word)) return;
  }
}

// False where another thread took the cell that this one chose.
function tryAccess(granule: number, preferred: number, epoch: number, word: number): boolean {
  const need = word & ACCESS_BITS;
  let place = -1;
  let there = 0;
  let rank = 0;
  for (let plane = 0; plane < 4 * PLANE; plane += PLANE) {
    const cell = granule ^ plane;
    const seen = arena[cell]!;
    if (seen === 0) {
      // [Empty]
      const here = cell === preferred ? 5 : 2;
      if (here > rank) {
        if (place >= 0) clear(place, there);
        rank = here;
        place = cell;
        there = 0;
      }
      continue;
    }
    if (seen === BUSY) continue; // Who writes it looks at the others afterwards.
    const old = arena[cell + 1]!;
    if (seen === epoch) {
      // [Same epoch]
      if (covers(old, word)) return true;
      if (cell === preferred && ((old ^ word) & ~MASK_BITS) === 0 && (word & PLAIN) !== 0) {
        arena[cell + 1] = old | need;
        recheck(granule, cell, epoch, word);
        return true;
      }
    }
    if (!isOrdered(seen)) {
      if (conflicts(word, old)) found(cell, seen, old, word);
      continue;
    }
    if (covers(word, old)) {
      // [Ordered, dominated]
      const here = cell === preferred ? 6 : 3;
      if (here > rank) {
        if (place >= 0) clear(place, there);
        rank = here;
        place = cell;
        there = seen;
      } else {
        clear(cell, seen);
      }
    }
  }
  if (place < 0) {
    // [Evict] A fifth accessor: the history of one of the others is lost, as in ThreadSanitizer.
    local[L_VICTIM] = (local[L_VICTIM]! + 1) | 0;
    place = granule ^ ((local[L_VICTIM]! & 3) * PLANE);
    there = arena[place]!;
  }
  if (local[L_FENCES] === 0 && (there & 255) === (epoch & 255)) arena[place] = BUSY;
  else if (compareExchange(arena, place, there, BUSY) !== there) return false;
  local[L_DIRTY] = 1;
  arena[place + 1] = word;
  arena[place] = epoch;
  recheck(granule, place, epoch, word);
  return true;
}

// The other cells once more, after the own one was stored.
function recheck(granule: number, own: number, epoch: number, word: number): void {
  if (local[L_FENCES]! > 0) spendFence();
  for (let plane = 0; plane < 4 * PLANE; plane += PLANE) {
    const cell = granule ^ plane;
    const seen = arena[cell]!;
    if (seen === 0 || seen === BUSY || (seen & 255) === (epoch & 255) || cell === own) continue;
    const old = arena[cell + 1]!;
    if (conflicts(word, old) && !isOrdered(seen)) found(cell, seen, old, word);
  }
}

// The words of a cell are not read in one step: a pair is believed only if it is still, or again, the same.
function found(cell: number, epoch: number, old: number, word: number): void {
  for (let tries = 0, same = 0; same < 2; tries++) {
    or(fence, 0, 0);
    if (epoch !== BUSY && arena[cell] === epoch && arena[cell + 1] === old) {
      same++;
      continue;
    }
    same = 0;
    epoch = arena[cell]!;
    old = arena[cell + 1]!;
    if (tries > 100 || epoch === 0 || !conflicts(word, old) || isOrdered(epoch)) return;
  }
  for (const race of pending) if (race.cell === cell && race.epoch === epoch && race.word === word) return; // By recheck.
  local[L_RACES] = 1;
  if (pending.length < MOST_PENDING) pending.push({ cell, epoch, old, word });
}

// Whole granules `from` … `to` - 8 of addresses: the common cases of `access` with everything taken out of the loop that is the
// same for all of them. Who worked on a granule before most often worked on its neighbours at the same time: an epoch that was
// found to be ordered is not compared with the clock again. A clock only grows, and nothing is acquired or released meanwhile.
// Cells that this access dominates stay where they are: whoever looks for a cell in accessSlow takes them first.
function makeAccessGranules(
  cells: Int32Array,
  own: Int32Array,
  plane1: number,
): (from: number, to: number, kind: number, site: number) => void {
  const plane2 = 2 * plane1;
  const plane3 = 3 * plane1;
  const byteBits = MASK_BITS;
  const maxSite = MAX_SITE;
  const dirtyAt = L_DIRTY;
  const busy = BUSY;
  return (from, to, kind, site) => {
    const epoch = own[L_EPOCH]!;
    const twist = own[L_TWIST]!;
    const slot = epoch & 255;
    const word = ((site <= maxSite ? site : 0) << 10) | kind | byteBits;
    const quick = epoch !== 0 && own[L_FENCES]! <= 0;
    // The last epochs of other threads that were found to be ordered, one for each plane.
    let known = 0;
    let known1 = 0;
    let known2 = 0;
    let known3 = 0;
    if (quick) own[dirtyAt] = 1;
    for (let at = from; at < to; at += 8) {
      const granule = (at >> 2) & ~1;
      const place = granule ^ twist;
      const place1 = place ^ plane1;
      const place2 = place ^ plane2;
      const place3 = place ^ plane3;
      const seen = cells[place]!;
      const a = cells[place1]!;
      const b = cells[place2]!;
      const c = cells[place3]!;
      if (quick) {
        if (seen === epoch && covers(cells[place + 1]!, word)) continue; // [Same epoch]
        if (
          (seen === 0 ||
            (seen & 255) === slot ||
            seen === known ||
            (isOrdered(seen) && (known = seen) !== 0)) &&
          (a === 0 || (a & 255) === slot || a === known1 || (isOrdered(a) && (known1 = a) !== 0)) &&
          (b === 0 || (b & 255) === slot || b === known2 || (isOrdered(b) && (known2 = b) !== 0)) &&
          (c === 0 || (c & 255) === slot || c === known3 || (isOrdered(c) && (known3 = c) !== 0))
        ) {
          // [Ordered] No conflict is possible: into a cell that is empty, or says nothing more.
          let target = place;
          let there = seen;
          if (seen !== 0 && !covers(word, cells[place + 1]!)) {
            if (a === 0 || covers(word, cells[place1 + 1]!)) {
              target = place1;
              there = a;
            } else if (b === 0 || covers(word, cells[place2 + 1]!)) {
              target = place2;
              there = b;
            } else if (c === 0 || covers(word, cells[place3 + 1]!)) {
              target = place3;
              there = c;
            } else target = -1;
          }
          // Where others were, they may be looking for a cell right now.
          const isMine = there === 0 ? (known | known1 | known2 | known3) === 0 : (there & 255) === slot;
          if (target >= 0 && (isMine || compareExchange(cells, target, there, busy) === there)) {
            cells[target] = busy;
            cells[target + 1] = word;
            cells[target] = epoch;
            if (
              (cells[place] !== seen && target !== place) ||
              (cells[place1] !== a && target !== place1) ||
              (cells[place2] !== b && target !== place2) ||
              (cells[place3] !== c && target !== place3)
            )
              recheck(granule, target, epoch, word);
            continue;
          }
        }
      }
      access(at, byteBits, kind, site);
    }
  };
}

const accessGranules = makeAccessGranules(arena, local, PLANE);

/** Records plain accesses to the addresses `from` … `to` - 1. */
export function accessRun(from: number, to: number, kind: number, site: number): void {
  const start = (from + 7) & ~7;
  const end = to & ~7;
  if (start >= end) {
    accessRange(0, from, to, kind, site);
    return;
  }
  if (from < start) accessRange(0, from, start, kind, site);
  accessGranules(start, end, kind, site);
  if (end < to) accessRange(0, end, to, kind, site);
}

/**
 * Records an access to bytes `from` … `to` - 1 of a buffer.
 * @param base - address of the buffer's first byte, a multiple of 8
 */
export function accessRange(base: number, from: number, to: number, kind: number, site: number): void {
  let at = from;
  while (at < to) {
    const end = Math.min(to, (at | 7) + 1);
    const mask = (MASK_BITS >> (8 - (end - at))) << (at & 7);
    access(base + at, mask, kind, site);
    at = end;
  }
}
