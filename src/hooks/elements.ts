// The hooks of computed element access, o[k], and of Reflect's equivalents: the hottest code of racewire.
//
// Each site has an entry in a direct-mapped cache: the view it saw last, where the shadow of that view begins, and how
// its indexes map to bytes. A hit costs a comparison and a few loads from arrays whose addresses are constants of the
// optimised code (they are parameters of a closure that are never assigned, so V8 folds them):
//
//   views[i]    the view, or NOTHING          starts[i]   address in the shadow of its first byte
//   widths[i]   bytes of an element           rows[i]     where `reads` and `writes` begin for elements of this
//                                             width: what a cell must say for byte 0 … 7 of a granule; −1: not watched
//   lengths[i]  elements of the view; 0 where that can change
//
// If this thread, at its present time, already recorded the access in the cell it prefers, all is said. Everything else
// goes through elementSlow, which applies the one rule (threads/shadow.ts).
// Keys may be anything: only numbers and canonical numeric strings address elements, and nothing is ever converted.
import { flags } from './flags.ts';
import { isGrowable, isTypedArray, isView, lengthOf, shiftOf } from '../threads/builtins.ts';
import { addWatchListener, viewInfo } from '../threads/buffers.ts';
import { PLANE_SHIFT, arena } from '../threads/memory.ts';
import { reportRaces } from '../threads/race-report.ts';
import { record, recordElement } from '../threads/record.ts';
import { MASK_BITS, PLAIN, WRITE } from '../threads/shadow-cell.ts';
import { L_EPOCH, L_RACES, L_TWIST, local } from '../threads/thread.ts';

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

const SITES = 8192;
const NOTHING = {};

/** The functions of instrumented code that touch elements; see instrument/protocol.ts for what each stands for. */
export interface ElementHooks {
  ge(o: unknown, k: unknown, s: number, g?: number): unknown;
  se(o: unknown, k: unknown, v: unknown, s: number): unknown;
  rk(o: unknown, k: unknown, s: number, g?: number): unknown;
  ue(o: unknown, k: unknown, s: number): unknown;
  we(o: unknown, k: unknown, s: number): unknown;
}

const NOT_WATCHED = -1;
const viewCache: unknown[] = new Array<unknown>(SITES).fill(NOTHING);
const startCache = new Int32Array(SITES);
const widthCache = new Int32Array(SITES);
const rowCache = new Int32Array(SITES);
const lengthCache = new Int32Array(SITES);

// Words 1 of cells that say all of an access to an element of 2^(row / 8) bytes at byte 0 … 7 of its granule. A table,
// because a load is quicker here than two shifts by variable counts: matrix multiplication 3.7 ns an access for 4.6 ns
// (Node 20), 3.2 for 4.2 (Node 24).
function accessTable(kind: number): Int32Array {
  const words = new Int32Array(32);
  for (let shift = 0; shift < 4; shift++) {
    const mask = (1 << (1 << shift)) - 1;
    for (let byte = 0; byte < 8; byte++) words[shift * 8 + byte] = ((mask << byte) & MASK_BITS) | kind;
  }
  return words;
}

/** Forgets all cached views, so that dropped buffers can be collected and new ones are noticed. */
export function clearElementCache(): void {
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

/** An access to element `k` of `o`, if `o` is a view of watched memory. Returns whether `o` is a view. */
function elementSlow(o: unknown, k: unknown, kind: number, s: number, value: unknown): boolean {
  if (!isView(o)) return false;
  if (!isTypedArray(o)) return true;
  const i = s & (SITES - 1);
  const info = viewInfo(o);
  viewCache[i] = o;
  if (info === undefined) {
    rowCache[i] = NOT_WATCHED;
    return true;
  }
  const shift = shiftOf(o);
  const length = Math.min(lengthOf(o), Math.max(0, (info.buffer.watched - info.byteOffset) >> shift));
  startCache[i] = info.start;
  widthCache[i] = 1 << shift;
  rowCache[i] = shift * 8;
  lengthCache[i] = isGrowable(o) ? 0 : length; // A length that can change is asked for each time.
  const index = typeof k === 'number' ? k : typeof k === 'string' ? indexOfString(k) : -1;
  if (index >= 0 && index < length && Math.floor(index) === index) {
    record(info.buffer, info.byteOffset + index * (1 << shift), 1 << shift, kind, s, value);
  }
  return true;
}

/**
 * The hooks over their caches. `log` is `recordElement` of threads/record.ts, all else the arrays of the same names:
 * parameters that are never assigned are constants to V8.
 */
function makeHooks(
  views: unknown[],
  starts: Int32Array,
  widths: Int32Array,
  rows: Int32Array,
  lengths: Int32Array,
  reads: Int32Array,
  writes: Int32Array,
  cells: Int32Array,
  own: Int32Array,
  on: typeof flags,
  sink: KeyedSink,
  toPlane: number,
  log: typeof recordElement,
): ElementHooks {
  // The bundler makes `var`s of the constants of files, which V8 takes for variables: these are constants again.
  const last = SITES - 1;
  const epoch = L_EPOCH;
  const twist = L_TWIST;
  const multiply = Math.imul;
  // The view is the one the site saw last: only its time or place is new.
  function elementAgain(i: number, k: number, kind: number, s: number, value: unknown): boolean {
    if (k >>> 0 !== k || k >= lengths[i]!) return lengths[i] !== 0 && k < 0;
    const at = k * widths[i]! + starts[i]!;
    log(at, reads[rows[i]! + (at & 7)]! & MASK_BITS, kind, s);
    if (own[L_RACES] !== 0) reportRaces(value, -1, 0);
    return true;
  }
  function readSlow(o: unknown, k: unknown, s: number, g: number | undefined): unknown {
    if (on.shared !== 0) {
      const i = s & last;
      if (views[i] === o && typeof k === 'number' && elementAgain(i, k, PLAIN, s, undefined)) return o;
      if (elementSlow(o, k, PLAIN, s, undefined)) return o;
    }
    if (on.tasks !== 0 && !isView(o)) sink.read(o, k, s, g);
    return o;
  }
  // Whether `o` is a view, whose business is done.
  function wroteView(o: unknown, k: unknown, v: unknown, s: number): boolean {
    const i = s & last;
    if (views[i] === o && typeof k === 'number' && elementAgain(i, k, PLAIN | WRITE, s, v)) return true;
    return elementSlow(o, k, PLAIN | WRITE, s, v);
  }
  function writeSlow(o: unknown, k: unknown, v: unknown, s: number): unknown {
    if (on.shared !== 0 && wroteView(o, k, v, s)) return v;
    if (on.tasks !== 0 && !isView(o)) sink.write(o, k, v, s);
    return v;
  }
  function updateSlow(o: unknown, k: unknown, s: number): unknown {
    if (on.shared !== 0 && wroteView(o, k, undefined, s)) return o;
    if (on.tasks !== 0 && !isView(o)) sink.update(o, k, s);
    return o;
  }
  function writeUnknownSlow(o: unknown, k: unknown, s: number): unknown {
    if (on.shared !== 0 && wroteView(o, k, undefined, s)) return o;
    if (on.tasks !== 0 && !isView(o)) sink.writeUnknown(o, k, s);
    return o;
  }
  return {
    ge(o, k, s, g) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof k === 'number' && views[i] === o) {
          const row = rows[i]!;
          if (row < 0) return o;
          const at = (multiply(k, widths[i]!) + starts[i]!) | 0;
          const cell = (((at >> 2) & -2) | ((at & 6) << toPlane)) ^ own[twist]!;
          const need = reads[row + (at & 7)]!;
          if (cells[cell] === own[epoch] && (cells[cell + 1]! & need) === need) return o;
        }
      } else if (on.tasks === 0) return o;
      return readSlow(o, k, s, g);
    },
    rk(o, k, s, g) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof k === 'number' && views[i] === o) {
          const row = rows[i]!;
          if (row < 0) return k;
          const at = (multiply(k, widths[i]!) + starts[i]!) | 0;
          const cell = (((at >> 2) & -2) | ((at & 6) << toPlane)) ^ own[twist]!;
          const need = reads[row + (at & 7)]!;
          if (cells[cell] === own[epoch] && (cells[cell + 1]! & need) === need) return k;
        }
      } else if (on.tasks === 0) return k;
      readSlow(o, k, s, g);
      return k;
    },
    se(o, k, v, s) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof k === 'number' && views[i] === o) {
          const row = rows[i]!;
          if (row < 0) return v;
          const at = (multiply(k, widths[i]!) + starts[i]!) | 0;
          const cell = (((at >> 2) & -2) | ((at & 6) << toPlane)) ^ own[twist]!;
          const need = writes[row + (at & 7)]!;
          if (cells[cell] === own[epoch] && (cells[cell + 1]! & need) === need) return v;
        }
      } else if (on.tasks === 0) return v;
      return writeSlow(o, k, v, s);
    },
    ue(o, k, s) {
      if (on.shared !== 0) {
        const i = s & last;
        if (typeof k === 'number' && views[i] === o) {
          const row = rows[i]!;
          if (row < 0) return o;
          const at = (multiply(k, widths[i]!) + starts[i]!) | 0;
          const cell = (((at >> 2) & -2) | ((at & 6) << toPlane)) ^ own[twist]!;
          const need = writes[row + (at & 7)]!;
          if (cells[cell] === own[epoch] && (cells[cell + 1]! & need) === need) return o;
        }
      } else if (on.tasks === 0) return o;
      return updateSlow(o, k, s);
    },
    we(o, k, s) {
      if (on.shared === 0 && on.tasks === 0) return o;
      return writeUnknownSlow(o, k, s);
    },
  };
}

const hooks: ElementHooks = makeHooks(
  viewCache,
  startCache,
  widthCache,
  rowCache,
  lengthCache,
  accessTable(PLAIN),
  accessTable(PLAIN | WRITE),
  arena,
  local,
  flags,
  keyedSink,
  PLANE_SHIFT - 1,
  recordElement,
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
