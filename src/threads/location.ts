// Which watched place of memory an Atomics function is called for. Each site has an entry in a direct-mapped cache, so
// that a loop that spins on one flag asks V8 about the view only once.
import {
  bufferOf,
  byteOffsetOf,
  isBigInt64Array,
  isBigUint64Array,
  isGrowable,
  isSharedArrayBuffer,
  isTypedArray,
  lengthOf,
  shiftOf,
  typeOf,
} from './builtins.ts';
import { addWatchListener, infoOf, type BufferInfo } from './buffers.ts';
import { SYNC_WORDS } from './memory.ts';
import { MASK_BITS } from './shadow-cell.ts';
import { VALUE, WAKE, placeOf, variableOf } from './sync-variables.ts';

/** A place that Atomics functions can synchronise on. */
export interface Location {
  readonly view: unknown;
  readonly index: unknown;
  readonly buffer: BufferInfo;
  /** Bytes from the start of the buffer. */
  readonly offset: number;
  readonly width: number;
  /** Whether it has shadow: memory for which there was no room orders threads all the same. */
  readonly watched: boolean;
  /** The bytes of its granule. */
  readonly mask: number;
  /** `typeof` of its values. */
  readonly valueType: 'number' | 'bigint';
  /** Its sync variable, index in `sync`. */
  readonly variable: number;
  /** The number of that variable. */
  readonly number: number;
  /** That of its wake-ups; made when first needed. */
  wake: number;
}

const SITES = 1024;
/** Empty until a location is met. */
const cache: (Location | undefined)[] = [];

function forget(): void {
  cache.fill(undefined);
}
addWatchListener(forget);
// As in hooks/elements.ts: the cache must not keep dropped buffers alive.
const sentinel = new FinalizationRegistry<undefined>(() => {
  forget();
  sentinel.register({}, undefined);
});
sentinel.register({}, undefined);

// Atomics throw for floats and clamped bytes.
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
      return false;
  }
}

/**
 * The watched location of (view, index); undefined for all that is not one, or will throw.
 * @param site - the site of the call, 0 when it is not known yet
 */
export function locate(view: unknown, index: unknown, site: number): Location | undefined {
  const known = cache[site & (SITES - 1)];
  if (known !== undefined && known.view === view && known.index === index) return known;
  const found = locateSlow(view, index);
  if (found !== undefined && !isGrowable(view as object)) {
    cache.length = SITES;
    cache[site & (SITES - 1)] = found;
  }
  return found;
}

// What Atomics functions make of an index; −1 where it is refused, or where code of the program would be run.
function indexOf(value: unknown): number {
  const type = typeof value;
  if (type === 'object' ? value !== null : type === 'function' || type === 'symbol' || type === 'bigint')
    return -1;
  const index = Math.trunc(+(value as number));
  return index !== index ? 0 : index;
}

/** Locations that are this far apart share a clock, which adds order at most. */
const PLACES = 2 ** 27;

function locateSlow(view: unknown, given: unknown): Location | undefined {
  if (!isTypedArray(view) || !isIntegerType(typeOf(view))) return undefined;
  const memory = bufferOf(view);
  const info = isSharedArrayBuffer(memory) ? infoOf(memory) : undefined;
  if (info === undefined) return undefined;
  const index = indexOf(given);
  if (!(index >= 0 && index < lengthOf(view))) return undefined;
  const shift = shiftOf(view);
  const width = 1 << shift;
  const offset = byteOffsetOf(view) + index * width;
  const variable = variableOf(info.id, placeOf(offset % PLACES, shift, VALUE));
  return {
    view,
    index: given,
    buffer: info,
    offset,
    width,
    watched: info.base >= 0 && offset + width <= info.watched,
    mask: (MASK_BITS >> (8 - width)) << (offset & 7),
    valueType: isBigInt64Array(view) || isBigUint64Array(view) ? 'bigint' : 'number',
    variable,
    number: variable / SYNC_WORDS,
    wake: -1,
  };
}

/** The sync variable of a location's wake-ups. */
export function wakeOf(place: Location): number {
  if (place.wake < 0) {
    place.wake = variableOf(place.buffer.id, placeOf(place.offset, 31 - Math.clz32(place.width), WAKE));
  }
  return place.wake;
}
