// Built-ins that read the views inside what they are given: JSON.stringify, console.log and its like, util.format,
// util.isDeepStrictEqual. Nothing is asked of the program to find those views: proxies, accessors and
// objects that say themselves how they are written (toJSON, inspect.custom) are left out, as is what would have to be
// guessed (a replacer, options, a format with %). So no read is invented; some are missed.
import { syncBuiltinESMExports } from 'node:module';
import util from 'node:util';
import {
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
import { viewInfo, watchedBytes } from './buffers.ts';
import { standIn } from '../hooks/natives.ts';
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

const JSON_DEPTH = 8;

// A Buffer has a toJSON, which is replaced itself (detached-methods.ts); a view that is the value itself has a hook.
function beforeStringify(values: readonly unknown[]): void {
  const [value, replacer] = values;
  if (typeof value !== 'object' || value === null || isView(value)) return;
  if (replacer !== undefined && replacer !== null) return;
  const site = siteOfCall('stringify');
  search(value, JSON_DEPTH, 'toJSON', (view) => {
    if (!speaksForItself(view, 'toJSON')) recordRead(view, Infinity, site);
  });
}

const INSPECT: symbol = util.inspect.custom;
const INSPECT_DEPTH = 2;
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

function show(values: readonly unknown[], name: string): void {
  if (typeof values[0] === 'string' && values[0].includes('%')) return;
  const site = siteOfCall(name);
  const found: Found = (view) => {
    if (getOwnPropertyDescriptor(view, INSPECT) !== undefined) return;
    const prototype = getPrototypeOf(view);
    if (prototype === BufferPrototype) recordRead(view, BYTES_SHOWN, site);
    else if (isOwn(prototype)) recordRead(view, ELEMENTS_SHOWN * 2 ** shiftOf(view), site);
  };
  for (let i = 0; i < values.length; i++) search(values[i], INSPECT_DEPTH, INSPECT, found);
}

// Two views are compared where type and length agree.
function compare(values: readonly unknown[]): void {
  const [a, b] = values;
  if (!isTypedArray(a) || !isTypedArray(b) || a === b) return;
  if (typeOf(a) !== typeOf(b) || lengthOf(a) !== lengthOf(b) || getPrototypeOf(a) !== getPrototypeOf(b))
    return;
  const site = siteOfCall('isDeepStrictEqual');
  recordRead(a, byteLengthOf(a), site);
  recordRead(b, byteLengthOf(b), site);
}

function replace(host: object, name: string, before: (values: readonly unknown[]) => void): void {
  const descriptor = getOwnPropertyDescriptor(host, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  const value = standIn(original, (_receiver, values) => {
    guarded(() => before(values));
  });
  Reflect.defineProperty(host, name, { ...descriptor, value });
}

const CONSOLE = ['log', 'info', 'debug', 'warn', 'error'] as const;

/** Replaces them in this realm. */
export function patchDeepReads(): void {
  replace(JSON, 'stringify', beforeStringify);
  for (const name of CONSOLE) replace(console, name, (values) => show(values, name));
  replace(util, 'format', (values) => show(values, 'format'));
  replace(util, 'isDeepStrictEqual', compare);
  syncBuiltinESMExports();
}
