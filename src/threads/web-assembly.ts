// Memory that code of WebAssembly synchronises. What its atomic instructions order (its locks, its waits) is not seen, so of two
// accesses of JavaScript to such a memory nobody can say that they are unordered: they are not reported. The memory is known by
// the imports of an instance; that its code has atomic instructions, by its bytes.
// LIMIT: other memory that such code's locks protect. Memory that an instance makes and exports, until another instance imports it.
import { types } from 'node:util';
import { registerNative } from '../hooks/natives.ts';
import { memoryRegion, presentMemories } from './buffers.ts';
import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  getOwnPropertyDescriptor,
  isProxy,
  isView,
  ReflectApply,
} from './builtins.ts';
import { letCodeOrder } from './shadow-regions.ts';

type Native = (...values: unknown[]) => unknown;

const { isAnyArrayBuffer } = types;
const { indexOf } = Uint8Array.prototype;
const PREFIX = 0xfe;
const FENCE = 3;

const isBytes = (source: unknown): boolean => isView(source) || isAnyArrayBuffer(source);

// Whether `bytes` may hold an atomic instruction: prefix, number, alignment. What is no such instruction but looks like one counts.
function mayOrder(bytes: unknown): boolean {
  let code: Uint8Array;
  try {
    code = isView(bytes)
      ? new Uint8Array(bufferOf(bytes), byteOffsetOf(bytes), byteLengthOf(bytes))
      : new Uint8Array(bytes as ArrayBuffer);
  } catch {
    return true; // Detached: the operation throws.
  }
  const find = (from: number): number => ReflectApply(indexOf, code, [PREFIX, from]);
  for (let at = find(0); at >= 0; at = find(at + 1)) {
    const number = code[at + 1]!;
    const alignment = code[at + 2]! & ~0x40;
    if (
      number === FENCE
        ? alignment === 0
        : (number < FENCE || (number >= 0x10 && number < 0x4f)) && alignment < 4
    )
      return true;
  }
  return false;
}

const quiet = new WeakSet<object>();
const isQuiet = quiet.has.bind(quiet);
const addQuiet = quiet.add.bind(quiet);

// The values of an object's own data properties; undefined where code of the program would have to run.
function valuesOf(object: unknown): unknown[] | undefined {
  if (typeof object !== 'object' || object === null) return [];
  if (isProxy(object)) return undefined;
  const values: unknown[] = [];
  try {
    for (const key of Reflect.ownKeys(object)) {
      const property = getOwnPropertyDescriptor(object, key)!;
      if (property.get !== undefined) return undefined;
      values.push(property.value);
    }
  } catch {
    return undefined; // A namespace of a module that was not run yet.
  }
  return values;
}

// The shared memories among imports; all that this thread knows where it cannot be told.
function memoriesIn(imports: unknown): readonly object[] {
  const modules = valuesOf(imports);
  if (modules === undefined) return presentMemories();
  const found: object[] = [];
  for (const module of modules) {
    const values = valuesOf(module);
    if (values === undefined) return presentMemories();
    for (const value of values) if (typeof value === 'object' && value !== null) found.push(value);
  }
  return found;
}

// `source`: a module, what it is compiled from, or a promise of that.
function instantiates(source: unknown, imports: unknown): void {
  if (typeof source !== 'object' || source === null || isQuiet(source)) return;
  let orders = !isBytes(source);
  for (const memory of memoriesIn(imports)) {
    const region = memoryRegion(memory);
    if (region < 0) continue;
    orders ||= mayOrder(source);
    if (!orders) return;
    letCodeOrder(region);
  }
}

function replace(host: object, name: string, value: (original: object) => object): void {
  const descriptor = getOwnPropertyDescriptor(host, name);
  const original = descriptor?.value as unknown;
  if (typeof original !== 'function') return;
  Reflect.defineProperty(host, name, { ...descriptor, value: registerNative(value(original), original) });
}

// A class as it was, whose instances `make` makes. No Proxy: the console would say so.
function replaceClass(
  host: object,
  name: string,
  make: (values: unknown[], construct: () => object) => object,
): void {
  replace(host, name, (original) => {
    const patched = function (this: unknown, ...values: unknown[]): unknown {
      if (new.target === undefined) return ReflectApply(original as Native, this, values);
      const target = new.target;
      return make(values, () => Reflect.construct(original as Native, values, target) as object);
    };
    for (const key of Reflect.ownKeys(original)) {
      const property = getOwnPropertyDescriptor(original, key)!;
      if (key === 'prototype' || property.configurable === true)
        Reflect.defineProperty(patched, key, property);
    }
    const { prototype } = patched as { prototype: object };
    Reflect.defineProperty(prototype, 'constructor', {
      ...getOwnPropertyDescriptor(prototype, 'constructor'),
      value: patched,
    });
    return patched;
  });
}

/** Follows the instances that are made in a realm, whose WebAssembly object is `host`. */
export function patchWebAssembly(host: object | undefined): void {
  if (host === undefined) return;
  replaceClass(host, 'Module', (values, construct) => {
    const module = construct();
    if (!mayOrder(values[0])) addQuiet(module);
    return module;
  });
  replaceClass(host, 'Instance', (values, construct) => {
    instantiates(values[0], values[1]);
    return construct();
  });
  for (const name of ['instantiate', 'instantiateStreaming']) {
    replace(
      host,
      name,
      (original) =>
        ({
          method(this: unknown, ...values: unknown[]): unknown {
            instantiates(values[0], values[1]);
            return ReflectApply(original as Native, this, values);
          },
        }).method,
    );
  }
}
