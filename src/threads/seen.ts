// What this thread has accessed at its present time, one byte for each element of a watched view: the first question of the
// hottest hooks. It is a filter in front of the shadow cells and says nothing to other threads: an element that is noted here
// was recorded there, at this time or with the same meaning, so recording it again would change nothing.
//
//   0                   never accessed, or long ago
//   generation          read          generation + 1          written (and perhaps read)
//
// A generation belongs to one time of this thread (thread.ts): it goes up whenever that does, by 2, and at 254 the pages that
// were touched are emptied and it begins again. Each (buffer, element width) has a range of bytes of its own; when all are
// given away, all are taken back. Bytes of elements outside of a view are never asked for in earnest: such an access
// touches nothing, whatever is answered.

/** What is asked of a buffer: bytes from its start that have shadow. */
interface Watched {
  readonly watched: number;
}

/** Elements that can be noted; a power of two. Address space: what is not touched costs nothing. */
const ELEMENTS = 1 << 26;
/** ANDed to an index, to keep it within `seen`. */
export const SEEN_SPAN: number = ELEMENTS - 1;
/** For each element the generation of its last access. */
export const seen: Uint8Array = new Uint8Array(new SharedArrayBuffer(ELEMENTS));
/** What `seenFrom` returns where there is no room. */
export const NO_ROOM = -1;

// As it was before the engine replaced it (detached-methods.ts).
const { fill } = Int32Array.prototype;
const { apply } = Reflect;
/** Bytes for which a call of V8's own function takes longer than a loop. */
const FEW = 256;

// Filling shared memory goes element by element, whatever their width.
const words = new Int32Array(seen.buffer);

/** Sets `seen[from]` … `seen[to - 1]`. */
export function markSeen(from: number, to: number, value: number): void {
  const first = (from + 3) & ~3;
  const last = to & ~3;
  if (first >= last) {
    for (let i = from; i < to; i++) seen[i] = value;
    return;
  }
  for (let i = from; i < first; i++) seen[i] = value;
  const word = value * 0x01010101;
  if (last - first > FEW) apply(fill, words, [word, first >> 2, last >> 2]);
  else for (let i = first >> 2; i < last >> 2; i++) words[i] = word;
  for (let i = last; i < to; i++) seen[i] = value;
}

// Parameters that are never assigned are constants to V8: see hooks/elements.ts.
function makeFirstUnseen(
  done: Uint8Array,
  fours: Int32Array,
): (from: number, to: number, told: number) => number {
  const each = 0x01010101;
  return (from, to, told) => {
    const all = (told * each) | 0;
    const allWritten = ((told | 1) * each) | 0;
    const end = to - 3;
    let i = from;
    while (i < to) {
      if ((i & 3) === 0 && i < end) {
        const four = fours[i >> 2]!;
        if (four === all || four === allWritten) {
          i += 4;
          continue;
        }
      }
      if (done[i]! < told) break;
      i++;
    }
    return i;
  };
}

/**
 * The first of `from` … `to` - 1 that was not accessed at the present time as `told` says (generation, + 1 for writes); at least
 * `to` where there is none.
 */
export const firstUnseen: (from: number, to: number, told: number) => number = makeFirstUnseen(seen, words);

const LAST_GENERATION = 254;
/**
 * [0] is the present generation: one typed array outside of V8's heap (whose arrays of up to 64 bytes lie in it, and move), so that
 * its address is a constant of optimised code.
 */
export const generation: Int32Array = new Int32Array(32);
generation[0] = 2;
/** [1] goes up when generations begin again: both together name one time of this thread. */
export const LAP = 1;
export const SEEN_PAGE_SHIFT = 12;
/** Pages that are not all zero: their list, and whether each stands in it. */
const touched: number[] = [];
export const seenPages: Uint8Array = new Uint8Array(ELEMENTS >> SEEN_PAGE_SHIFT);

let next = 0;
/** Raised when all ranges are taken back. */
let era = 1;

interface Ranges {
  era: number;
  /** By log2 of the element's width: its first byte, −1 while there is none. */
  readonly from: Int32Array;
}
const ranges = new WeakMap<Watched, Ranges>();
const getRanges = ranges.get.bind(ranges);
const setRanges = ranges.set.bind(ranges);

/** The index in `seen` of byte 0 of `buffer` as elements of 2^shift bytes; NO_ROOM if it is too large. */
export function seenFrom(buffer: Watched, shift: number, takenBack: () => void): number {
  let known = getRanges(buffer);
  if (known === undefined) setRanges(buffer, (known = { era, from: new Int32Array(4).fill(-1) }));
  if (known.era !== era) {
    known.era = era;
    known.from.fill(-1);
  }
  if (known.from[shift]! >= 0) return known.from[shift]!;
  const size = (buffer.watched >> shift) + 1;
  if (size > ELEMENTS / 4) return NO_ROOM;
  if (next + size > ELEMENTS) {
    era++;
    generation[LAP] = generation[LAP]! + 1;
    next = 0;
    known.era = era;
    known.from.fill(-1);
    empty();
    takenBack();
  }
  known.from[shift] = next;
  next += size;
  return known.from[shift]!;
}

/** Notes that the element was accessed now, and recorded. */
export function noteSeen(index: number, isWrite: boolean): void {
  const now = generation[0]!;
  if (isWrite) seen[index] = now + 1;
  else if (seen[index]! < now) seen[index] = now;
  if (seenPages[index >> SEEN_PAGE_SHIFT] === 0) touchPage(index);
}

/** Notes that the page of `index` is not all zero any more. */
export function touchPage(index: number): void {
  const page = index >> SEEN_PAGE_SHIFT;
  seenPages[page] = 1;
  touched[touched.length] = page;
}

function empty(): void {
  for (let i = 0; i < touched.length; i++) {
    const page = touched[i]!;
    seenPages[page] = 0;
    markSeen(page << SEEN_PAGE_SHIFT, (page + 1) << SEEN_PAGE_SHIFT, 0);
  }
  touched.length = 0;
}

/** The thread's time, or its slot, is another one: nothing was accessed at it yet. */
export function forgetSeen(): void {
  if (generation[0]! < LAST_GENERATION) generation[0] = generation[0]! + 2;
  else {
    empty();
    generation[0] = 2;
    generation[LAP] = generation[LAP]! + 1;
  }
}
