// Built-ins that read the views inside what they are given: JSON.stringify, console.log and its like, util.format,
// util.inspect, util.isDeepStrictEqual and assert's deep comparisons. Nothing is asked of the program to find those views:
// proxies, accessors and objects that say themselves how they are written (toJSON, inspect.custom) are left out; a replacer is
// told of each element when it has been read, and so are we. So no read is invented; some are missed.
import process from 'node:process';
import util from 'node:util';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import {
  ReflectApply,
  byteLengthOf,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isMap,
  isProxy,
  isSet,
  isTypedArray,
  isView,
  lengthOf,
  shiftOf,
  typeOf,
} from './builtins.ts';
import { addWatchListener, viewInfo, watchedBytes } from './buffers.ts';
import { flags } from '../hooks/flags.ts';
import { registerNative, standIn } from '../hooks/natives.ts';
import { record } from './record.ts';
import { PLAIN } from './shadow-cell.ts';
import { dynamicSite } from './sites.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;
type Found = (view: object) => void;

/** Objects and elements looked at in one call. */
const LOOKED_AT = 500;
const { isArray } = Array;
const { ownKeys } = Reflect;
const BufferPrototype = Buffer.prototype as object;

let left = 0;

// Whether objects like `object` may say themselves, by a property of this key, what is written for them.
function speaksForItself(object: object, key: PropertyKey): boolean {
  for (let host: object | null = object; host !== null; host = getPrototypeOf(host)) {
    if (isProxy(host) || getOwnPropertyDescriptor(host, key) !== undefined) return true;
  }
  return false;
}

// Finds the views in `value`, `depth` levels down.
function search(value: unknown, depth: number, key: PropertyKey, found: Found): void {
  if (left-- <= 0 || typeof value !== 'object' || value === null) return;
  if (isTypedArray(value)) {
    found(value);
    return;
  }
  if (depth === 0 || isProxy(value) || isView(value) || isMap(value) || isSet(value)) return;
  if (speaksForItself(value, key)) return;
  if (isArray(value)) {
    for (let i = 0; i < value.length && left > 0; i++) {
      const element = getOwnPropertyDescriptor(value, i);
      if (element !== undefined) search(element.value, depth - 1, key, found);
    }
    return;
  }
  for (const name of ownKeys(value)) {
    if (left <= 0) return;
    const property = typeof name === 'string' ? getOwnPropertyDescriptor(value, name) : undefined;
    if (property?.enumerable === true) search(property.value, depth - 1, key, found);
  }
}

const NO_KEY = Symbol('none');

/** Finds the views in `value`, as its own enumerable properties, without running code of the program. */
export function findViews(value: unknown, found: Found): void {
  guarded(() => search(value, SEARCHED_DEPTH, NO_KEY, found));
}

function recordRead(view: object, bytes: number, site: () => number): void {
  const info = viewInfo(view);
  if (info === undefined) return;
  const length = Math.min(bytes, watchedBytes(view, info));
  if (length > 0) record(info.buffer, info.byteOffset, length, PLAIN, site(), undefined);
}

// One site a call, made when the first view is found.
function siteOfCall(name: string): () => number {
  let site = 0;
  return () => (site ||= dynamicSite(name));
}

function guarded(action: () => void): void {
  left = LOOKED_AT;
  try {
    action();
  } catch {
    // A namespace of modules that were not evaluated yet.
  }
}

const SEARCHED_DEPTH = 8;
const JSON_DEPTH = 8;

// A Buffer has a toJSON, which is replaced itself (detached-methods.ts).
function stringify(value: unknown, site: () => number): void {
  search(value, JSON_DEPTH, 'toJSON', (view) => {
    if (!speaksForItself(view, 'toJSON')) recordRead(view, Infinity, site);
  });
}

// A view that is the value itself has a hook.
function beforeStringify(values: unknown[]): void {
  const [value, replacer] = values;
  if (isView(value)) return;
  if (replacer === undefined || replacer === null) stringify(value, siteOfCall('stringify'));
  else if (typeof replacer === 'function') {
    const site = siteOfCall('stringify');
    values[1] = function (this: unknown, key: unknown, element: unknown): unknown {
      if (isTypedArray(this)) guarded(() => elementRead(this, key, site));
      return ReflectApply(replacer as Method, this, [key, element] as never) as unknown;
    };
  } else if (isArray(replacer) && !isProxy(replacer))
    listed(value, replacer, JSON_DEPTH, siteOfCall('stringify'));
}

function elementRead(view: object, key: unknown, site: () => number): void {
  const index = Number(key);
  const info = index >= 0 && index < lengthOf(view) ? viewInfo(view) : undefined;
  const width = 2 ** shiftOf(view);
  if (info !== undefined && (index + 1) * width <= watchedBytes(view, info))
    record(info.buffer, info.byteOffset + index * width, width, PLAIN, site(), undefined);
}

// A list of the properties to be written, of views, too; arrays are written in full.
function listed(value: unknown, keys: readonly unknown[], depth: number, site: () => number): void {
  if (left-- <= 0 || depth === 0 || typeof value !== 'object' || value === null || isProxy(value)) return;
  if (speaksForItself(value, 'toJSON')) return;
  const inside = (key: PropertyKey): void => {
    const property = getOwnPropertyDescriptor(value, key);
    if (property !== undefined && 'value' in property && property.enumerable === true)
      listed(property.value, keys, depth - 1, site);
  };
  if (isArray(value)) for (let i = 0; i < value.length && left > 0; i++) inside(i);
  else {
    for (let i = 0; i < keys.length && left > 0; i++) {
      const key = getOwnPropertyDescriptor(keys, i)?.value as unknown;
      if (typeof key !== 'string' && typeof key !== 'number') continue;
      if (!isTypedArray(value)) inside(key);
      else if (String(Number(key)) === String(key)) elementRead(value, key, site);
    }
  }
}

const INSPECT: symbol = util.inspect.custom;
const ELEMENTS_SHOWN = 100;
const BYTES_SHOWN = 50;

// Prototypes whose objects Node prints in its own way.
const own = new Set<unknown>();
const isOwn = own.has.bind(own);
for (let name of [
  'Int8',
  'Uint8',
  'Uint8Clamped',
  'Int16',
  'Uint16',
  'Int32',
  'Uint32',
  'Float32',
  'Float64',
  'BigInt64',
  'BigUint64',
]) {
  name += 'Array';
  own.add((globalThis as unknown as Record<string, { prototype: object }>)[name]!.prototype);
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;

// How deep Node looks by itself, and how many elements it shows: the program may have changed either.
function defaultOf(key: 'depth' | 'maxArrayLength'): number {
  const value: unknown = getOwnPropertyDescriptor(util.inspect.defaultOptions, key)?.value;
  return value === null ? Infinity : isCount(value) ? value : 0;
}

// util.inspect(value): `most` elements of each view, down to `depth`.
function inspect(value: unknown, depth: number, most: number, site: () => number): void {
  search(value, depth, INSPECT, (view) => {
    if (getOwnPropertyDescriptor(view, INSPECT) !== undefined) return;
    const prototype = getPrototypeOf(view);
    if (prototype === BufferPrototype) recordRead(view, BYTES_SHOWN, site);
    else if (isOwn(prototype)) recordRead(view, most * 2 ** shiftOf(view), site);
  });
}

// What the places of a format do with an object of the program; %s, %d, %i and %f make text of a view by its own join.
function place(kind: string, value: unknown, depth: number, most: number, site: () => number): void {
  if (kind === 'o') inspect(value, FULL_DEPTH, most, site);
  else if (kind === 'O') inspect(value, depth, most, site);
  else if (kind === 'j' && !isView(value)) stringify(value, site);
}

/** Depth of `%o`. */
const FULL_DEPTH = 4;
const PLACES = 'sdifjoOc';

function show(values: readonly unknown[], name: string): void {
  const site = siteOfCall(name);
  const depth = defaultOf('depth');
  const most = Math.min(defaultOf('maxArrayLength'), ELEMENTS_SHOWN);
  let next = 0;
  const [first] = values;
  if (typeof first === 'string') {
    next = 1;
    for (let i = 0; i < first.length - 1 && next < values.length; i++) {
      if (first[i] !== '%') continue;
      const kind = first[++i]!;
      if (PLACES.includes(kind)) place(kind, values[next++], depth, most, site);
    }
  }
  for (; next < values.length; next++) inspect(values[next], depth, most, site);
}

// util.inspect(value[, options]) or (value, showHidden, depth, colors)
function beforeInspect(values: readonly unknown[]): void {
  const [value, options, legacyDepth] = values;
  let depth: unknown = legacyDepth;
  let most: unknown;
  if (typeof options === 'object' && options !== null) {
    if (isProxy(options)) return;
    const own = (key: string): unknown => {
      const property = getOwnPropertyDescriptor(options, key);
      return property === undefined || 'value' in property ? property?.value : NaN;
    };
    depth = own('depth');
    most = own('maxArrayLength');
  }
  const limit = (given: unknown, otherwise: number): number =>
    given === undefined ? otherwise : given === null ? Infinity : isCount(given) ? given : 0;
  inspect(
    value,
    limit(depth, defaultOf('depth')),
    limit(most, defaultOf('maxArrayLength')),
    siteOfCall('inspect'),
  );
}

const { is: same } = Object;
const COMPARED_DEPTH = 8;

function compare(values: readonly unknown[], name: string): void {
  const [a, b] = values;
  areEqual(a, b, COMPARED_DEPTH, siteOfCall(name));
}

// Walks two values as Node's comparison does, as long as they are equal beyond doubt: what comes after a difference is not read.
function areEqual(a: unknown, b: unknown, depth: number, site: () => number): boolean {
  if (same(a, b)) return true;
  if (left-- <= 0 || depth === 0) return false;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isProxy(a) || isProxy(b) || getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  if (isTypedArray(a) && isTypedArray(b)) return areEqualViews(a, b, site);
  if (isView(a) || isView(b) || isMap(a) || isSet(a) || isArray(a) !== isArray(b)) return false;
  const prototype = getPrototypeOf(a);
  if (prototype !== Array.prototype && prototype !== Object.prototype && prototype !== null) return false;
  const keys = ownKeys(a);
  if (keys.length !== ownKeys(b).length || keys.length > LOOKED_AT) return false;
  const others: unknown[] = [];
  for (const key of keys) {
    const other = getOwnPropertyDescriptor(b, key);
    if (typeof key !== 'string' || other === undefined || !('value' in other)) return false;
    others.push(other.value);
  }
  for (const [i, key] of keys.entries()) {
    const own = getOwnPropertyDescriptor(a, key)!;
    if (!('value' in own) || !areEqual(own.value, others[i], depth - 1, site)) return false;
  }
  return true;
}

// Two views are compared where type and length agree.
function areEqualViews(a: object, b: object, site: () => number): boolean {
  const length = lengthOf(a);
  if (typeOf(a) !== typeOf(b) || length !== lengthOf(b)) return false;
  recordRead(a, byteLengthOf(a), site);
  recordRead(b, byteLengthOf(b), site);
  const [first, second] = [a, b] as unknown as ArrayLike<unknown>[];
  if (length > ELEMENTS_COMPARED) return false;
  for (let i = 0; i < length; i++) if (!same(first![i], second![i])) return false;
  return true;
}

const ELEMENTS_COMPARED = 10_000;

function replace(host: object, name: string, before: (values: unknown[]) => void): void {
  const descriptor = getOwnPropertyDescriptor(host, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  const value = standIn(original, (_receiver, values) => {
    guarded(() => before(values));
  });
  Reflect.defineProperty(host, name, { ...descriptor, value });
}

const CONSOLE = ['log', 'info', 'debug', 'warn', 'error'] as const;
const COMPARING = ['deepEqual', 'deepStrictEqual', 'notDeepEqual', 'notDeepStrictEqual'] as const;

// util.inspect has properties of its own.
function replaceInspect(): void {
  const original = util.inspect;
  const patched = new Proxy(original, {
    apply(target, receiver, values: unknown[]): unknown {
      if (flags.shared !== 0) guarded(() => beforeInspect(values));
      return ReflectApply(target, receiver, values as never) as unknown;
    },
  });
  util.inspect = registerNative(patched, original);
}

let assertIsReplaced = false;
let loaded = 0;

/**
 * Replaces the deep comparisons of node:assert, once memory is watched and the program has loaded it: that takes some 3 ms.
 * To be called when either may have happened.
 */
export function replaceAssert(): void {
  if (flags.shared === 0) return;
  const list = (process as unknown as { moduleLoadList?: readonly string[] }).moduleLoadList ?? [];
  if (assertIsReplaced || list.length === loaded) return;
  loaded = list.length;
  if (!list.includes('NativeModule assert')) return;
  assertIsReplaced = true;
  const assert = getBuiltinModule('node:assert') as { strict: object };
  for (const host of [assert, assert.strict]) {
    for (const name of COMPARING) replace(host, name, (values) => compare(values, name));
  }
  builtinsReplaced();
}

/** Replaces them in this realm. */
export function patchDeepReads(): void {
  replace(JSON, 'stringify', beforeStringify);
  for (const name of CONSOLE) replace(console, name, (values) => show(values, name));
  replace(util, 'format', (values) => show(values, 'format'));
  replaceInspect();
  replace(util, 'isDeepStrictEqual', (values) => compare(values, 'isDeepStrictEqual'));
  addWatchListener(replaceAssert);
  builtinsReplaced();
}
