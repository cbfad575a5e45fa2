// Functions of the runtime that stand in the place of built-ins: what Function.prototype.toString must say about them.
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
