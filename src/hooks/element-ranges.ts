// What a loop that counts (instrument/rewrite/counted-loops.ts) tells behind its end: elements at even distances, each accessed once, in one
// stretch of code that neither released nor acquired anything. Their first was told by its own hook.
// Whoever met them in between is found now, because the clock of this thread is still the same; told are whole granules at a
// time, which is what makes a pass over an array cheap.
import { isTypedArray } from '../threads/builtins.ts';
import { reportRaces } from '../threads/race-report.ts';
import { keepStack } from '../threads/record.ts';
import {
  firstUnseen,
  LAP,
  generation,
  markSeen,
  seen,
  seenPages,
  SEEN_PAGE_SHIFT,
  touchPage,
} from '../threads/seen.ts';
import { PLAIN, WRITE } from '../threads/shadow-cell.ts';
import { access, accessRun } from '../threads/shadow.ts';
import { wantsStack } from '../threads/stack-depot.ts';
import { L_RACES, local } from '../threads/thread.ts';
import { SITES, firstCache, learnView, lengthCache, startCache, viewCache, widthCache } from './elements.ts';

const RANGES = 4096;
const WORDS = 4;
/** From where on it costs more to look at the elements of a range than to know that it was told at this time. */
const WORTH_KNOWING = 8;

/** The type of `ce`. */
type TellRange = (
  told: number,
  o: unknown,
  first: unknown,
  second: unknown,
  past: unknown,
  s: number,
) => void;

/** The type of `ck`. */
type TellRing = (
  told: number,
  o: unknown,
  first: unknown,
  second: unknown,
  past: unknown,
  s: number,
  by: unknown,
  isMask: number,
  offset: unknown,
) => void;

// Parameters that are never assigned are constants to V8: see elements.ts.
//   known   ranges that were told: index in `done` of the first element, stride, count, and when (generation and lap)
function makeTellRange(
  views: unknown[],
  firsts: Int32Array,
  lengths: Int32Array,
  widths: Int32Array,
  starts: Int32Array,
  done: Uint8Array,
  now: Int32Array,
  pages: Uint8Array,
  own: Int32Array,
  known: Int32Array,
  unseen: typeof firstUnseen,
): { readonly ce: TellRange; readonly ck: TellRing } {
  const last = SITES - 1;
  const pageShift = SEEN_PAGE_SHIFT;
  const mostRanges = RANGES - 1;

  // Elements `low` … `high` - 1 of the view of entry `i`, all of them in it.
  function tell(i: number, low: number, high: number, told: number, s: number): void {
    const from = firsts[i]!;
    if (low >= high) return;
    if (from >= 0) low = unseen(from + low, from + high, told) - from;
    if (low >= high) return;
    if (wantsStack(s)) keepStack(s);
    const start = starts[i]!;
    const width = widths[i]!;
    accessRun(start + low * width, start + high * width, (told & 1) !== 0 ? PLAIN | WRITE : PLAIN, s);
    if (from < 0) return;
    const end = from + high;
    // Elements that were written, and are read now, are written down as read: the next write is recorded once more, no more.
    markSeen(from + low, end, told);
    for (let page = (from + low) >> pageShift; page <= (end - 1) >> pageShift; page++)
      if (pages[page] === 0) touchPage(page << pageShift);
  }

  // Element `k`, of several that lie apart.
  function tellOne(i: number, k: number, told: number, s: number): void {
    if (wantsStack(s)) keepStack(s);
    const width = widths[i]!;
    const at = starts[i]! + k * width;
    access(at, ((1 << width) - 1) << (at & 7), (told & 1) !== 0 ? PLAIN | WRITE : PLAIN, s);
    if (firsts[i]! < 0) return;
    const place = firsts[i]! + k;
    done[place] = told;
    if (pages[place >> pageShift] === 0) touchPage(place);
  }

  const ck: TellRing = (told, o, first, second, past, s, by, isMask, offset) => {
    if ((told & ~1) !== now[0]!) return; // As in ce.
    if (typeof first !== 'number' || typeof second !== 'number' || typeof past !== 'number') return;
    if (typeof by !== 'number' || typeof offset !== 'number') return;
    const i = s & last;
    if (views[i] !== o) {
      if (!isTypedArray(o)) return;
      learnView(o, i);
    }
    const length = lengths[i]!;
    const stride = second - first;
    const count = (past - first) / stride;
    if (length === 0 || !(count > 1 && count < 2 ** 31) || count % 1 !== 0) return;
    if (first % 1 !== 0 || stride % 1 !== 0 || by % 1 !== 0 || offset % 1 !== 0) return;
    const lowest = stride > 0 ? first : past - stride;
    // The places of the ring, 0 where it is none: a mask with holes, a remainder of negative numbers.
    const places = isMask === 0 ? (lowest >= 0 ? by : 0) : by >= 0 && ((by + 1) & by) === 0 ? by + 1 : 0;
    if (places > 0 && (stride === 1 || stride === -1)) {
      const n = Math.min(count, places);
      const low = isMask === 0 ? lowest % by : lowest & by;
      const high = Math.min(low + n, places);
      tell(i, Math.max(offset + low, 0), Math.min(offset + high, length), told, s);
      const rest = low + n - high;
      if (rest > 0) tell(i, Math.max(offset, 0), Math.min(offset + rest, length), told, s);
    } else {
      const from = firsts[i]!;
      for (let n = 0, e = first; n < count; n++, e += stride) {
        const k = offset + (isMask === 0 ? e % by : e & by);
        if (k < length && k >= 0 && (from < 0 || done[from + k]! < told)) tellOne(i, k, told, s);
      }
    }
    if (own[L_RACES] !== 0) reportRaces(undefined, -1, 0);
  };

  const ce: TellRange = (told, o, first, second, past, s) => {
    // [Ordered in between] What was before and what after it cannot be told apart: an object's valueOf, or a getter, did that.
    if ((told & ~1) !== now[0]!) return;
    if (typeof first !== 'number' || typeof second !== 'number' || typeof past !== 'number') return;
    const i = s & last;
    if (views[i] !== o) {
      if (!isTypedArray(o)) return;
      learnView(o, i);
    }
    const length = lengths[i]!;
    const stride = second - first;
    const count = (past - first) / stride;
    // Indexes that are no integers address nothing.
    if (length === 0 || !(count > 1 && count < 2 ** 31) || count % 1 !== 0) return;
    if (first % 1 !== 0 || stride % 1 !== 0) return;
    const from = firsts[i]!;
    let entry = -1;
    if (count >= WORTH_KNOWING && from >= 0 && first >= 0 && first < length) {
      const at = from + first;
      const when = (now[LAP]! << 8) | told;
      entry = ((Math.imul(at, 0x9e3779b1) ^ Math.imul(stride, 0x85ebca6b) ^ count) >>> 8) & mostRanges;
      entry *= WORDS;
      if (
        known[entry] === at &&
        known[entry + 1] === stride &&
        known[entry + 2] === count &&
        known[entry + 3] === when
      )
        return;
      known[entry] = at;
      known[entry + 1] = stride;
      known[entry + 2] = count;
      known[entry + 3] = when;
    }
    if (stride === 1) tell(i, Math.max(first, 0), Math.min(past, length), told, s);
    else if (stride === -1) tell(i, Math.max(past + 1, 0), Math.min(first + 1, length), told, s);
    else {
      for (let n = 0, k = first; n < count; n++, k += stride) {
        if (k < length && k >= 0 && (from < 0 || done[from + k]! < told)) tellOne(i, k, told, s);
      }
    }
    if (own[L_RACES] !== 0) reportRaces(undefined, -1, 0);
  };
  return { ce, ck };
}

const hooks = makeTellRange(
  viewCache,
  firstCache,
  lengthCache,
  widthCache,
  startCache,
  seen,
  generation,
  seenPages,
  local,
  new Int32Array(RANGES * WORDS),
  firstUnseen,
);

/**
 * [behind a counted loop] The elements `first`, `second` … of `o` were accessed, up to the one before `past`.
 *
 * `told`: what cr, cw or cu said: the generation of the accesses, + 1 for writes.
 */
export const ce: TellRange = hooks.ce;

/**
 * [behind a counted loop] As ce, around a ring: `offset + (first & by)`, `offset + (second & by)` …, with `%` where isMask
 * is 0.
 */
export const ck: TellRing = hooks.ck;
