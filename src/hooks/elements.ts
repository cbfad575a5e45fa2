// The hooks of computed element access, o[k], and of Reflect's equivalents: the hottest code of racewire.
//
// Each site has an entry in a direct-mapped cache: the view it saw last, where the elements of that view begin in the list
// of what this thread accessed at its present time (threads/seen.ts), and where its shadow begins. A hit costs a comparison
// and a few loads from arrays whose addresses are constants of the optimised code (they are parameters of a closure that are
// never assigned, so V8 folds them):
//
//   views[i]    the view, or NOTHING          firsts[i]   index of its first element in `seen`; −1: not watched, −2: no room
//   lengths[i]  elements of the view; 0 where that can change
//   widths[i]   bytes of an element           starts[i]   address in the shadow of its first byte
//
// Everything else goes through elementAgain, when only the time or the place is new, or elementSlow; both apply the one rule
// (threads/shadow.ts).
// Objects are compared only with objects: once a comparison has met a string or a number V8 calls a function for it, at every
// site of the program (36 % more for sorting that shares its hooks with code that indexes strings; 8 % with the test before it).
// The four hooks repeat the few lines of a hit: as one function that V8 inlines into them they cost sorting 8 % (33.3 for 31.0 ms
// of processor time) and multiplying matrices nothing (Node 20).
// Keys may be anything: only numbers and canonical numeric strings address elements, and nothing is ever converted.
import { flags } from './flags.ts';
import { ArrayIsArray } from './primordials.ts';
import { ARRAYS, count, gone as goneSites, SLOTS } from '../tasks/pace.ts';
import { isGrowable, isTypedArray, isView, lengthOf, shiftOf } from '../threads/builtins.ts';
import { addWatchListener, viewInfo, type ViewInfo } from '../threads/buffers.ts';
import { reportRaces } from '../threads/race-report.ts';
import { record, recordElement } from '../threads/record.ts';
import {
  generation,
  NO_ROOM,
  noteSeen,
  seen,
  SEEN_PAGE_SHIFT,
  SEEN_SPAN,
  seenFrom,
  seenPages,
  touchPage,
} from '../threads/seen.ts';
import { PLAIN, WRITE } from '../threads/shadow-cell.ts';
import { L_RACES, local } from '../threads/thread.ts';

/** What becomes of accesses to objects that are not views; filled by the tasks engine. */
export interface KeyedSink {
  read(o: unknown, k: unknown, s: number, g: number | undefined): void;
  write(o: unknown, k: unknown, v: unknown, s: number): void;
  update(o: unknown, k: unknown, s: number): void;
  writeUnknown(o: unknown, k: unknown, s: number): void;
  remove(o: unknown, k: unknown, s: number): void;
  has(o: unknown, k: unknown, s: number, g: number | undefined): void;
  first(o: unknown, n: number, s: number): void;
}

const nothing = (): void => undefined;

export const keyedSink: KeyedSink = {
  read: nothing,
  write: nothing,
  update: nothing,
  writeUnknown: nothing,
  remove: nothing,
  has: nothing,
  first: nothing,
};

/** Entries of the cache. */
export const SITES = 8192;
const NOTHING = {};

/** The functions of instrumented code that touch elements; see instrument/protocol.ts for what each stands for. */
export interface ElementHooks {
  ge(o: unknown, k: unknown, s: number, g?: number): unknown;
  se(o: unknown, k: unknown, v: unknown, s: number): unknown;
  rk(o: unknown, k: unknown, s: number, g?: number): unknown;
  ue(o: unknown, k: unknown, s: number): unknown;
  we(o: unknown, k: unknown, s: number): unknown;
  cr(o: unknown, k: unknown, s: number, g?: number): number;
  cw(o: unknown, k: unknown, v: unknown, s: number): number;
  cu(o: unknown, k: unknown, s: number): number;
  vr(o: unknown, k: unknown, s: number, g?: number): number;
  vw(o: unknown, k: unknown, v: unknown, s: number): number;
  vu(o: unknown, k: unknown, s: number): number;
}

/** What an access of a counted loop is told: to call again; that there is nothing to tell; above that, see `ce`. */
const EACH = 0;
const NONE = 1;

/** What is done to an element. */
const READ = 0;
const STORE = 1;
const UPDATE = 2;
const PATTERN = 3;
type What = typeof READ | typeof STORE | typeof UPDATE | typeof PATTERN;

const NOT_WATCHED = -1;
const UNFILTERED = -2;
/** Empty until memory is shared. */
export const viewCache: unknown[] = [];
export const firstCache: Int32Array = new Int32Array(SITES);
export const lengthCache: Int32Array = new Int32Array(SITES);
export const widthCache: Int32Array = new Int32Array(SITES);
export const startCache: Int32Array = new Int32Array(SITES);

/** Forgets all cached views, so that dropped buffers can be collected and new ones are noticed. */
export function clearElementCache(): void {
  // By its length it would have holes, which every hit looks for.
  if (flags.shared !== 0) while (viewCache.length < SITES) viewCache[viewCache.length] = NOTHING;
  viewCache.fill(NOTHING);
}
addWatchListener(clearElementCache);

// Views in the cache would keep their buffers alive: each collection of garbage empties it. The registry is told of the
// death of an object that nobody holds, which happens exactly when a collection ran.
const sentinel = new FinalizationRegistry<undefined>(() => {
  clearElementCache();
  sentinel.register({}, undefined);
});
sentinel.register({}, undefined);

// The index that a string addresses, if it is the canonical form of one; else −1.
function indexOfString(key: string): number {
  const index = +key; // A string: converts without running code.
  return `${index}` === key ? index : -1;
}

function watchedLength(o: object, info: ViewInfo, shift: number): number {
  return Math.min(lengthOf(o), Math.max(0, (info.buffer.watched - info.byteOffset) >> shift));
}

/** Makes `o` the view that entry `i` of the cache is about; undefined where its memory is not watched. */
export function learnView(o: object, i: number): ViewInfo | undefined {
  const info = viewInfo(o);
  viewCache[i] = o;
  if (info === undefined) {
    firstCache[i] = NOT_WATCHED;
    lengthCache[i] = 0;
    return undefined;
  }
  const shift = shiftOf(o);
  const first = seenFrom(info.buffer, shift, clearElementCache);
  viewCache[i] = o;
  firstCache[i] = first === NO_ROOM ? UNFILTERED : first + (info.byteOffset >> shift);
  startCache[i] = info.start;
  widthCache[i] = 1 << shift;
  lengthCache[i] = isGrowable(o) ? 0 : watchedLength(o, info, shift); // A length that can change is asked for each time.
  return info;
}

/** An access to element `k` of the view `o`, which the site did not see last. */
function meet(o: object, k: unknown, kind: number, s: number, value: unknown): void {
  if (!isTypedArray(o)) return;
  const i = s & (SITES - 1);
  const info = learnView(o, i);
  if (info === undefined) return;
  const shift = shiftOf(o);
  const length = watchedLength(o, info, shift);
  const index = typeof k === 'number' ? k : typeof k === 'string' ? indexOfString(k) : -1;
  if (index >= 0 && index < length && Math.floor(index) === index) {
    record(info.buffer, info.byteOffset + index * (1 << shift), 1 << shift, kind, s, value);
    if (firstCache[i] !== UNFILTERED) noteSeen(firstCache[i]! + index, kind !== PLAIN);
  }
}

/**
 * The hooks over their caches. `log` is `recordElement` of threads/record.ts, all else what has the same name:
 * parameters that are never assigned are constants to V8.
 */
function makeHooks(
  views: unknown[],
  firsts: Int32Array,
  lengths: Int32Array,
  widths: Int32Array,
  starts: Int32Array,
  done: Uint8Array,
  now: Int32Array,
  pages: Uint8Array,
  own: Int32Array,
  on: typeof flags,
  sink: KeyedSink,
  log: typeof recordElement,
  touch: typeof touchPage,
  gone: Int32Array,
  slots: number,
): ElementHooks {
  // The bundler makes `var`s of the constants of files, which V8 takes for variables: these are constants again.
  const last = SITES - 1;
  const span = SEEN_SPAN;
  const pageShift = SEEN_PAGE_SHIFT;
  const each = EACH;
  const none = NONE;
  const away = NOT_WATCHED;
  // One function for all hooks and cases, and so too large for V8 to inline (460 bytes of bytecode): if parts of it were
  // inlined, nothing would be left of the budget of a function with two hooks (matrix multiplication 33 ms for 19 ms).
  function slow(what: What, o: unknown, k: unknown, v: unknown, s: number, g: number | undefined): void {
    const i = s & last;
    if (on.shared !== 0 && typeof o === 'object' && (views[i] === o || isView(o))) {
      const kind = what === READ ? PLAIN : PLAIN | WRITE;
      const length = views[i] === o ? lengths[i]! : 0;
      if (length === 0 || typeof k !== 'number') {
        meet(o as object, k, kind, s, v);
        return;
      }
      // The view is the one the site saw last: only its time or place is new.
      if (k >>> 0 !== k || k >= length) return;
      const width = widths[i]!;
      const at = k * width + starts[i]!;
      log(at, ((1 << width) - 1) << (at & 7), kind, s);
      const first = firsts[i]!;
      if (first >= 0) {
        const at = first + k;
        const present = now[0]!;
        if (kind !== PLAIN) done[at] = present + 1;
        else if (done[at]! < present) done[at] = present;
        if (pages[at >> pageShift] === 0) touch(at);
      }
      if (own[L_RACES] !== 0) reportRaces(v, -1, 0);
      return;
    }
    if (on.tasks === 0 || isView(o)) return;
    if (typeof k === 'number' && ArrayIsArray(o)) {
      if (gone[s & slots] === s) return;
      count(s, ARRAYS);
    }
    switch (what) {
      case READ:
        sink.read(o, k, s, g);
        break;
      case STORE:
        sink.write(o, k, v, s);
        break;
      case UPDATE:
        sink.update(o, k, s);
        break;
      case PATTERN:
        sink.writeUnknown(o, k, s);
        break;
    }
  }
  // What a counted loop is told of the rest of its accesses to `o`, at whose first one the site has just looked.
  function rest(o: unknown, k: unknown, i: number, writes: number): number {
    if (on.shared === 0 || typeof o !== 'object' || views[i] !== o)
      return on.tasks === 0 || isView(o) ? none : each;
    if (firsts[i] === NOT_WATCHED) return none;
    return lengths[i] === 0 || typeof k !== 'number' ? each : now[0]! + writes;
  }
  // As `slow`; where the elements of the view begin in `done`, below 0 for what has no place in it, or is not watched.
  function place(what: What, o: unknown, k: unknown, v: unknown, s: number, g: number | undefined): number {
    const i = s & last;
    if (on.shared !== 0 && typeof o === 'object' && views[i] === o && firsts[i] === away) return away;
    slow(what, o, k, v, s, g);
    return typeof o === 'object' && views[i] === o ? firsts[i]! : away;
  }
  return {
    ge(o, k, s, g) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof o === 'object' && views[i] === o && typeof k === 'number') {
          const first = firsts[i]!;
          if (first < 0 ? first === NOT_WATCHED : done[(k + first) & span]! >= now[0]!) return o;
        }
      } else if (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
        return o;
      slow(READ, o, k, undefined, s, g);
      return o;
    },
    rk(o, k, s, g) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof o === 'object' && views[i] === o && typeof k === 'number') {
          const first = firsts[i]!;
          if (first < 0 ? first === NOT_WATCHED : done[(k + first) & span]! >= now[0]!) return k;
        }
      } else if (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
        return k;
      slow(READ, o, k, undefined, s, g);
      return k;
    },
    se(o, k, v, s) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof o === 'object' && views[i] === o && typeof k === 'number') {
          const first = firsts[i]!;
          if (first < 0 ? first === NOT_WATCHED : done[(k + first) & span]! > now[0]!) return v;
        }
      } else if (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
        return v;
      slow(STORE, o, k, v, s, 0);
      return v;
    },
    ue(o, k, s) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof o === 'object' && views[i] === o && typeof k === 'number') {
          const first = firsts[i]!;
          if (first < 0 ? first === NOT_WATCHED : done[(k + first) & span]! > now[0]!) return o;
        }
      } else if (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
        return o;
      slow(UPDATE, o, k, undefined, s, 0);
      return o;
    },
    we(o, k, s) {
      if (on.shared === 0 && on.tasks === 0) return o;
      slow(PATTERN, o, k, undefined, s, 0);
      return o;
    },
    cr(o, k, s, g) {
      if (on.shared === 0 && on.tasks === 0) return none;
      const i = s & last;
      if (
        views[i] !== o ||
        typeof k !== 'number' ||
        firsts[i]! < 0 ||
        done[(k + firsts[i]!) & span]! < now[0]!
      )
        slow(READ, o, k, undefined, s, g);
      return rest(o, k, i, 0);
    },
    cw(o, k, v, s) {
      if (on.shared === 0 && on.tasks === 0) return none;
      slow(STORE, o, k, v, s, 0);
      return rest(o, k, s & last, 1);
    },
    cu(o, k, s) {
      if (on.shared === 0 && on.tasks === 0) return none;
      slow(UPDATE, o, k, undefined, s, 0);
      return rest(o, k, s & last, 1);
    },
    vr(o, k, s, g) {
      if (
        on.shared === 0 &&
        (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
      )
        return away;
      return place(READ, o, k, undefined, s, g);
    },
    vw(o, k, v, s) {
      if (
        on.shared === 0 &&
        (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
      )
        return away;
      return place(STORE, o, k, v, s, 0);
    },
    vu(o, k, s) {
      if (
        on.shared === 0 &&
        (on.tasks === 0 || (gone[s & slots] === s && typeof k === 'number' && ArrayIsArray(o)))
      )
        return away;
      return place(UPDATE, o, k, undefined, s, 0);
    },
  };
}

const hooks: ElementHooks = makeHooks(
  viewCache,
  firstCache,
  lengthCache,
  widthCache,
  startCache,
  seen,
  generation,
  seenPages,
  local,
  flags,
  keyedSink,
  recordElement,
  touchPage,
  goneSites,
  SLOTS - 1,
);

/** [o[k]] */
export const ge: ElementHooks['ge'] = hooks.ge;
/** [o[f()], Reflect.get(o, k)] Returns the key. */
export const rk: ElementHooks['rk'] = hooks.rk;
/** [o[k] = v] */
export const se: ElementHooks['se'] = hooks.se;
/** [o[k]++] One write: it conflicts with all that its read conflicts with. */
export const ue: ElementHooks['ue'] = hooks.ue;
/** [[o[k]] = v] */
export const we: ElementHooks['we'] = hooks.we;

/**
 * [o[k] in a loop, o the same all along] As ge; returns where the elements of o begin in `seen`, below 0 where none are noted. The
 * function that called it asks `seen` by itself from then on: until ranges are taken back there (64 million elements), when an
 * access of a call that is under way may be taken for one that was noted, and missed.
 */
export const vr: ElementHooks['vr'] = hooks.vr;
/** [o[k] = v in such a loop] */
export const vw: ElementHooks['vw'] = hooks.vw;
/** [o[k]++ in such a loop] */
export const vu: ElementHooks['vu'] = hooks.vu;

/** [o[k] in a counted loop] As ge; says whether, and as what, the rest of the loop is to be told. */
export const cr: ElementHooks['cr'] = hooks.cr;
/** [o[k] = v in a counted loop] */
export const cw: ElementHooks['cw'] = hooks.cw;
/** [o[k]++ in a counted loop] */
export const cu: ElementHooks['cu'] = hooks.cu;

/** [delete o[k]] Elements of views cannot be deleted. */
export function de(o: unknown, k: unknown, s: number): unknown {
  if (flags.tasks !== 0 && !isView(o)) keyedSink.remove(o, k, s);
  return o;
}

/** [k in o] Asks a view for its length only. */
export function hk(o: unknown, k: unknown, s: number, g?: number): unknown {
  if (flags.tasks !== 0 && !isView(o)) keyedSink.has(o, k, s, g);
  return o;
}

/** [const [a, b] = x] The first `n` elements of an iterable are read, all if n is −1. */
export function gi(x: unknown, n: number, s: number): unknown {
  if (flags.shared !== 0 && isView(x) && isTypedArray(x)) {
    const info = viewInfo(x);
    if (info !== undefined) {
      const count = n < 0 ? lengthOf(x) : Math.min(n, lengthOf(x));
      record(info.buffer, info.byteOffset, count * (1 << shiftOf(x)), PLAIN, s, undefined);
    }
    return x;
  }
  if (flags.tasks !== 0) keyedSink.first(x, n, s);
  return x;
}

/** [Reflect.has(o, k)] Returns the key. */
export function rh(o: unknown, k: unknown, s: number): unknown {
  hk(o, k, s);
  return k;
}

/** [Reflect.deleteProperty(o, k)] Returns the key. */
export function rd(o: unknown, k: unknown, s: number): unknown {
  de(o, k, s);
  return k;
}
