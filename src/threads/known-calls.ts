// Whether a call by name is one of the built-in function that the tables of methods.ts know: the program has methods of
// its own that are called `update`, `write` or `read`, and what those do with a view is seen where they do it.
import process from 'node:process';
import { METHOD_CODES } from '../../instrument/protocol.ts';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import { getOwnPropertyDescriptor, getPrototypeOf, isProxy } from './builtins.ts';

/** By index in METHODS. */
const known = new Map<unknown, number>();
const isKnown = known.has.bind(known);
const getKnown = known.get.bind(known);
/** Prototypes of views, as the language made them. */
const ofViews = new Set<unknown>();
const isOfViews = ofViews.has.bind(ofViews);

function gather(host: unknown): void {
  if ((typeof host !== 'object' && typeof host !== 'function') || host === null) return;
  for (const key of Reflect.ownKeys(host)) {
    const op = METHOD_CODES.get(key);
    if (op === undefined) continue;
    const value: unknown = getOwnPropertyDescriptor(host, key)?.value;
    if (typeof value === 'function') known.set(value, op);
  }
}

const VIEWS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'DataView',
];

/** Prototypes of classes of a module, by the module's name in Node's own list of those that are loaded. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  fs: [],
  'internal/fs/promises': [],
  crypto: ['Hash', 'Hmac', 'Sign', 'Verify', 'Cipheriv', 'Decipheriv'],
  string_decoder: ['StringDecoder'],
  stream: ['Writable', 'Duplex'],
  http: ['OutgoingMessage'],
  util: [],
  zlib: [],
  v8: [],
  buffer: [],
  dgram: ['Socket'],
};

/** Classes of node:buffer that are loaded when they are asked for, which whoever calls them has done. */
const BEHIND_ACCESSORS: ReadonlySet<string> = new Set(['Blob', 'File']);

const left = new Set(Object.keys(MODULES));
let webCryptoLeft = true;
let loaded = 0;

const classPrototype = (host: object, name: string): unknown => {
  const value: unknown = getOwnPropertyDescriptor(host, name)?.value;
  return typeof value === 'function' ? getOwnPropertyDescriptor(value, 'prototype')?.value : undefined;
};

// Of Node's modules only those that are loaded already: others cannot have been called.
// The global `crypto` comes without its module.
function gatherModules(withCrypto: boolean): void {
  const list = (process as unknown as { moduleLoadList?: readonly string[] }).moduleLoadList ?? [];
  if (list.length === loaded && !(withCrypto && (left.has('crypto') || webCryptoLeft))) return;
  loaded = list.length;
  if (left.size === Object.keys(MODULES).length) {
    for (const name of VIEWS) {
      const prototype = classPrototype(globalThis, name);
      ofViews.add(prototype);
      gather(prototype);
      gather((globalThis as Record<string, unknown>)[name]);
    }
    ofViews.add(Buffer.prototype);
    for (const host of [
      getPrototypeOf(Int8Array),
      getPrototypeOf(Int8Array.prototype),
      Buffer,
      Buffer.prototype,
    ])
      gather(host);
    for (const host of [Array, Array.prototype, TextDecoder.prototype, TextEncoder.prototype]) gather(host);
  }
  for (const name of left) {
    if (!list.includes(`NativeModule ${name}`) && !(name === 'crypto' && withCrypto)) continue;
    left.delete(name);
    const module = getBuiltinModule(`node:${name.replace('internal/', '')}`);
    gather(module);
    for (const part of MODULES[name]!) gather(classPrototype(module, part));
  }
  // To ask for it loads it.
  if (webCryptoLeft && (withCrypto || list.includes('NativeModule internal/crypto/webcrypto'))) {
    webCryptoLeft = false;
    const { webcrypto } = getBuiltinModule('node:crypto') as { webcrypto?: object };
    if (webcrypto !== undefined) gather(getPrototypeOf(webcrypto));
  }
}

/**
 * Whether `target.name(…)` calls the built-in function of that name; `target` may be the function itself. Runs no code
 * of the program: where only a getter or a proxy could tell, the answer is no.
 */
export function callsBuiltIn(target: unknown, name: string): boolean {
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return false;
  try {
    return isBuiltIn(target, name);
  } catch {
    return false; // A namespace of modules that were not evaluated yet.
  }
}

/** The index in METHODS of the built-in function that `method` is; 0 for others. */
export function opOf(method: unknown): number {
  if (typeof method !== 'function') return 0;
  gatherModules(false);
  return getKnown(method) ?? 0;
}

function isBuiltIn(target: object, name: string): boolean {
  gatherModules(name === 'getRandomValues');
  if (isKnown(target)) return true;
  if (BEHIND_ACCESSORS.has(name))
    return target === (getBuiltinModule('node:buffer') as Record<string, unknown>)[name];
  for (let host: object | null = target, depth = 0; host !== null && depth < 10; depth++) {
    if (isProxy(host)) return false;
    const property = getOwnPropertyDescriptor(host, name);
    if (property !== undefined) return isKnown(property.value) || isFileHandle(host);
    host = getPrototypeOf(host);
    if (depth === 0 && isOfViews(host)) return true;
  }
  return false;
}

/** Whether `target.name(…)`, a built-in function, may be one of a module or a file's handle, and not a stream's or a decoder's. */
export function isOperation(target: object, name: string): boolean {
  if (typeof target === 'function') return true;
  if (isProxy(target)) return false;
  if (getOwnPropertyDescriptor(target, name) !== undefined) return true;
  const prototype = getPrototypeOf(target);
  return prototype !== null && isFileHandle(prototype);
}

// The class of fs.promises' handles is exported nowhere.
function isFileHandle(prototype: object): boolean {
  const made: unknown = getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof made === 'function' && made.name === 'FileHandle' && !('fd' in made);
}
