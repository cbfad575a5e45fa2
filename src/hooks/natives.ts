// Built-ins that racewire replaced: their text is that of the original.
const originals = new WeakMap<object, object>();
const get = originals.get.bind(originals);
const set = originals.set.bind(originals);

/** Tells that `replacement` stands for the built-in `original`: Function.prototype.toString prints the latter's text. */
export function registerNative(replacement: object, original: object): void {
  set(replacement, original);
}

/** The built-in that `replacement` stands for, or undefined. */
export function originalOf(replacement: object): object | undefined {
  return get(replacement);
}
