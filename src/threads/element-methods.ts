// getInt32, setFloat64, readUInt16LE, writeBigInt64BE …: methods of DataView and Buffer that touch one element, at a byte
// offset that need not be aligned. As hot as o[k], so they have the same cache by site: the view, the address of its
// first byte in the shadow, and its length (0: asked for each time; −1: not watched).
import { METHODS } from '../../instrument/protocol.ts';
import { flags } from '../hooks/flags.ts';
import { announceElement } from './announced-call.ts';
import { isGrowable, isView } from './builtins.ts';
import { addWatchListener, viewInfo, watchedBytes } from './buffers.ts';
import { PLANE, arena } from './memory.ts';
import { record, recordElement } from './record.ts';
import { reportRaces } from './race-report.ts';
import { MASK_BITS, PLAIN, WRITE } from './shadow-cell.ts';
import { L_EPOCH, L_RACES, L_TWIST, local } from './thread.ts';

const SITES = 1024;
const NOTHING = {};
/** Empty until memory is shared. */
const viewCache: unknown[] = [];
const startCache = new Int32Array(SITES);
const lengthCache = new Int32Array(SITES);

function forget(): void {
  if (flags.shared !== 0) viewCache.length = SITES;
  viewCache.fill(NOTHING);
}
addWatchListener(forget);
// As in hooks/elements.ts: the cache must not keep dropped buffers alive.
const sentinel = new FinalizationRegistry<undefined>(() => {
  forget();
  sentinel.register({}, undefined);
});
sentinel.register({}, undefined);

// By OP code: bytes of the element, 0 for all other methods; what is done; which argument is the offset.
const widths = new Int8Array(METHODS.length);
const kinds = new Int32Array(METHODS.length);
const offsets = new Int8Array(METHODS.length);

const BYTES: Readonly<Record<string, number>> = {
  Int8: 1,
  Int16: 2,
  Int32: 4,
  BigInt64: 8,
  Float16: 2,
  Float32: 4,
  Float64: 8,
  Float: 4,
  Double: 8,
};
// `getBigUint64` is a verb, an element of BYTES with or without a U, and an order of bytes. Not by regular expressions:
// V8 compiles them in each thread.
const VERBS = ['get', 'set', 'read', 'write'] as const;
const SHORTEST = 'getInt8';
METHODS.forEach((name, op) => {
  const verb = VERBS.find((each) => name.startsWith(each));
  if (verb === undefined || name.length < SHORTEST.length) return;
  const end = name.endsWith('LE') || name.endsWith('BE') ? -2 : name.length;
  const element = name.slice(verb.length, end).replace('UInt', 'Int').replace('Uint', 'Int');
  widths[op] = BYTES[element] ?? 0;
  if (widths[op] === 0) return;
  kinds[op] = verb === 'get' || verb === 'read' ? PLAIN : PLAIN | WRITE;
  offsets[op] = verb === 'write' ? 1 : 0; // buf.writeInt8(value, offset), view.setInt8(offset, value)
});

/** Whether METHODS[op] touches one element. */
export function isElementMethod(op: number): boolean {
  return widths[op] !== 0;
}

// The parameters are never assigned: constants to V8, see hooks/elements.ts.
function makeElementMethod(
  views: unknown[],
  starts: Int32Array,
  lengths: Int32Array,
  cells: Int32Array,
  own: Int32Array,
  plane: number,
  log: typeof recordElement,
): (t: unknown, op: number, s: number, args: readonly unknown[]) => void {
  const last = SITES - 1;
  const epoch = L_EPOCH;
  const twist = L_TWIST;
  const races = L_RACES;
  const byteBits = MASK_BITS;
  const halfPlane = plane / 2;
  return (t, op, s, args) => {
    announceElement(t);
    const i = s & last;
    const from = args[offsets[op]!];
    if (views[i] === t && typeof from === 'number') {
      const length = lengths[i]!;
      if (length < 0) return;
      const width = widths[op]!;
      const at = starts[i]! + from;
      if (from >>> 0 === from && from + width <= length && (at & 7) + width <= 8) {
        const need = ((byteBits >> (8 - width)) << (at & 7)) | kinds[op]!;
        const cell = ((at >> 2) & -2) ^ ((at & 6) * halfPlane) ^ own[twist]!;
        if (cells[cell] === own[epoch] && (cells[cell + 1]! & need) === need) return;
        log(at, need & byteBits, kinds[op]!, s);
        if (own[races] !== 0) reportRaces(kinds[op] === PLAIN ? undefined : args[1 - offsets[op]!], -1, 0);
        return;
      }
    }
    elementMethodSlow(t, op, s, args, from);
  };
}

function elementMethodSlow(
  t: unknown,
  op: number,
  s: number,
  args: readonly unknown[],
  given: unknown,
): void {
  if (!isView(t)) return;
  const i = s & (SITES - 1);
  const info = viewInfo(t);
  viewCache[i] = t;
  if (info === undefined) {
    lengthCache[i] = -1;
    return;
  }
  const length = watchedBytes(t, info);
  startCache[i] = info.start;
  lengthCache[i] = isGrowable(t) || info.start >= 2 ** 30 ? 0 : length;
  // An offset that is an object is converted by code of the program, which must run once and in its place.
  const from = given === undefined ? 0 : typeof given === 'number' ? Math.trunc(given) : NaN;
  const width = widths[op]!;
  if (!(from >= 0 && from + width <= length)) return; // Throws.
  const kind = kinds[op]!;
  record(
    info.buffer,
    info.byteOffset + from,
    width,
    kind,
    s,
    kind === PLAIN ? undefined : args[1 - offsets[op]!],
  );
}

/** Records the element that a call of METHODS[op] on the view `t` touches. */
export const elementMethod: (t: unknown, op: number, s: number, args: readonly unknown[]) => void =
  makeElementMethod(viewCache, startCache, lengthCache, arena, local, PLANE, recordElement);
