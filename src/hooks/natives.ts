// Functions of the runtime that stand in the place of built-ins: what Function.prototype.toString must say about them.
import { flags } from './flags.ts';

const originals = new WeakMap<object, object>();
const get = originals.get.bind(originals);
const set = originals.set.bind(originals);

/** Makes `replacement` print, and look, like `original`: same text, name and length. Returns the replacement. */
export function registerNative<T extends object>(replacement: T, original: object): T {
  set(replacement, original);
  for (const key of ['name', 'length'] as const) {
    const descriptor = Reflect.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Reflect.defineProperty(replacement, key, descriptor);
  }
  return replacement;
}

/** The built-in a function stands for; undefined for all others. */
export function nativeOf(value: object): object | undefined {
  return get(value);
}

/** May put other values in the place of those that were given. */
type Before = (receiver: unknown, values: unknown[]) => void;
type Constructor = new (...values: never[]) => object;

/** A function that does `before`, where threads share memory, and then all that `original` does; it looks like it, too. */
export function standIn(original: (...values: never[]) => unknown, before: Before): object {
  // Node's own functions are often constructors, by accident; those of the language are not.
  if (!Object.hasOwn(original, 'prototype')) {
    const { method } = {
      method(this: unknown, ...values: unknown[]): unknown {
        if (flags.shared !== 0) before(this, values);
        return Reflect.apply(original, this, values);
      },
    };
    return registerNative(method, original);
  }
  const constructible = function (this: unknown, ...values: unknown[]): unknown {
    if (new.target !== undefined)
      return Reflect.construct(original as unknown as Constructor, values, new.target);
    if (flags.shared !== 0) before(this, values);
    return Reflect.apply(original, this, values);
  };
  return registerNative(constructible, original);
}
