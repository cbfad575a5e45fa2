// The shadow of a store hangs on the store itself, in a private field: invisible to reflection, gone with the store,
// and a few nanoseconds away (2.6–2.9 ns monomorphic on Node 20, against 7 ns for a WeakMap).
// Invariant: a value is stamped at most once; the field always holds what `make` returned for it.

class Identity {
  constructor(value: object) {
    return value;
  }
}

/**
 * A private field that can be put on any object. Objects that refuse it (a frozen object where the engine forbids
 * private fields on those) are kept in a WeakMap.
 */
export class ShadowField<T> extends Identity {
  #shadow: T;

  constructor(target: object, shadow: T) {
    super(target);
    this.#shadow = shadow;
  }

  /** The shadow of `target`, or undefined when it has none. */
  static get<T>(target: object): T | undefined {
    return #shadow in target ? (target as unknown as ShadowField<T>).#shadow : undefined;
  }
}

const refused = new WeakMap<object, unknown>();
const refusedGet = refused.get.bind(refused);
const refusedSet = refused.set.bind(refused);
let anyRefused = false;

/** The shadow that `setShadow` gave to `target`, or undefined. */
export function getShadow<T>(target: object): T | undefined {
  const shadow = ShadowField.get<T>(target);
  if (shadow === undefined && anyRefused) return refusedGet(target) as T | undefined;
  return shadow;
}

/** Gives `target` its shadow; to be called once for an object that has none. */
export function setShadow<T>(target: object, shadow: T): void {
  try {
    new ShadowField(target, shadow);
  } catch {
    anyRefused = true;
    refusedSet(target, shadow);
  }
}
