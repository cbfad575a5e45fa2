// [Atomics store, exchange, add … → load or read-modify-write that reads it] per location and byte range.
// The operation and its clock update are one step for other threads: both happen under the variable's lock, so the
// recorded order is the real one. The lock is only taken when the arguments can run no code of the program (numbers and
// bigints); else the operation goes first and the clock follows, which adds order between concurrent operations at most.
// A store replaces the location's clock, a read-modify-write joins it (it acquired it just before), a failed
// compareExchange is a load.
import {
  ReflectApply,
  NativeAtomics,
  isBigInt64Array,
  isBigUint64Array,
  isTypedArray,
  lengthOf,
  shiftOf,
  typeOf,
} from '../builtins.ts';
import { viewInfo, type ViewInfo } from '../buffers.ts';
import { registerNative } from '../../hooks/natives.ts';
import { WRITE } from '../shadow-cell.ts';
import { record } from '../record.ts';
import { dropSite, takeSite } from '../sites.ts';
import { VALUE, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, releaseInto, releaseJoin } from '../thread.ts';
import { sync } from '../memory.ts';

type Operation = (...values: unknown[]) => unknown;

const LOAD = 0;
const STORE = 1;
const UPDATE = 2;
const EXCHANGE_IF = 3;

const KINDS: Readonly<Record<string, number>> = {
  load: LOAD,
  store: STORE,
  exchange: UPDATE,
  add: UPDATE,
  sub: UPDATE,
  and: UPDATE,
  or: UPDATE,
  xor: UPDATE,
  compareExchange: EXCHANGE_IF,
};

/** The watched location an Atomics function is called for. */
export interface Location {
  readonly view: ViewInfo;
  readonly offset: number;
  readonly shift: number;
  readonly big: boolean;
}

/** Finds the watched location of (view, index); undefined for all that is not one, or will throw. */
export function locate(view: unknown, index: unknown): Location | undefined {
  if (typeof index !== 'number' || !isTypedArray(view) || !isIntegerType(typeOf(view))) return undefined;
  const info = viewInfo(view, false);
  if (info === undefined || !(index >= 0 && index < lengthOf(view))) return undefined;
  const shift = shiftOf(view);
  const offset = info.byteOffset + Math.trunc(index) * 2 ** shift;
  if (offset + 2 ** shift > info.buffer.watched || offset >= 2 ** 27) return undefined;
  return { view: info, offset, shift, big: shift === 3 && (isBigInt64Array(view) || isBigUint64Array(view)) };
}

function isIntegerType(type: string | undefined): boolean {
  switch (type) {
    case 'Int32Array':
    case 'Uint32Array':
    case 'Int8Array':
    case 'Uint8Array':
    case 'Int16Array':
    case 'Uint16Array':
    case 'BigInt64Array':
    case 'BigUint64Array':
      return true;
    default:
      return false; // Atomics throw for floats and clamped bytes.
  }
}

function perform(original: Operation, kind: number, name: string, values: unknown[]): unknown {
  const place = locate(values[0], values[1]);
  if (place === undefined) {
    dropSite();
    return ReflectApply(original, undefined, values);
  }
  const site = takeSite(values[1], name);
  const { buffer } = place.view;
  const width = 1 << place.shift;
  const wanted = place.big ? 'bigint' : 'number';
  const harmless =
    kind === LOAD || (typeof values[2] === wanted && (kind !== EXCHANGE_IF || typeof values[3] === wanted));
  const variable = variableOf(buffer.id, placeOf(place.offset, place.shift, VALUE));
  if (!harmless) {
    const result = ReflectApply(original, undefined, values);
    lockVariable(variable);
    settle(kind, buffer, place.offset, width, variable, site, result, undefined);
    unlockVariable(variable);
    return result;
  }
  lockVariable(variable);
  try {
    const result = ReflectApply(original, undefined, values);
    settle(kind, buffer, place.offset, width, variable, site, result, values[2]);
    return result;
  } finally {
    unlockVariable(variable);
  }
}

// A float view or an operation that failed is not here: the original threw.
function settle(
  kind: number,
  buffer: ViewInfo['buffer'],
  offset: number,
  width: number,
  variable: number,
  site: number,
  result: unknown,
  given: unknown,
): void {
  const clock = clockAt(variable);
  // The result is the old value in the view's own range; the expected value may be out of it (−1 for 255).
  const failed = kind === EXCHANGE_IF && given !== undefined && !isSameElement(result, given, width);
  if (kind === STORE) {
    record(buffer, offset, width, WRITE, site, given);
    releaseInto(sync, clock);
    return;
  }
  acquireFrom(sync, clock);
  if (kind === LOAD || failed) {
    record(buffer, offset, width, 0, site, result);
    return;
  }
  record(buffer, offset, width, WRITE, site, kind === UPDATE ? undefined : given);
  releaseJoin(sync, clock);
}

function isSameElement(a: unknown, b: unknown, width: number): boolean {
  if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asUintN(64, a) === BigInt.asUintN(64, b);
  const bits = width >= 4 ? 0xffffffff : 2 ** (8 * width) - 1;
  return (((a as number) ^ (b as number)) & bits) === 0;
}

/** Replaces the operations of the realm's Atomics object. */
export function patchAtomics(target: typeof Atomics): void {
  for (const name of Object.keys(KINDS)) replace(target, name, (original) => operation(original, KINDS[name]!, name));
}

// Method shorthand: like the built-ins these are no constructors and have no prototype.
function operation(original: Operation, kind: number, name: string): Operation {
  return {
    call(...values: unknown[]): unknown {
      return perform(original, kind, name, values);
    },
  }.call;
}

/** Puts `make(original)` in the place of the function `name` of `target`, looking like the original. */
export function replace(target: object, name: string, make: (original: Operation) => Operation): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(target, name);
  const original = (NativeAtomics as unknown as Record<string, unknown>)[name] as Operation | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  Reflect.defineProperty(target, name, { ...descriptor, value: registerNative(make(original), original) });
}
