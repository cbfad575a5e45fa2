// The shadow of a store hangs on the store itself, in a private field: invisible to reflection, gone with the store,
// and a few nanoseconds away (2.6–2.9 ns monomorphic on Node 20, against 7 ns for a WeakMap).
// Invariant: a value has at most one shadow, in its field or in one of the two maps.
//
// A field is a property to V8: an object that gets one halfway through its constructor has another hidden class than those
// that follow without one, and all code that touches both is slower from then on (bench/programs/compute/scheduler: 10 times).
// So while it is not known that the program will have tasks at all, shadows are kept in a map beside the objects.

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
const early = new WeakMap<object, unknown>();
const earlyGet = early.get.bind(early);
const earlySet = early.set.bind(early);
const earlyDelete = early.delete.bind(early);
/** Some shadow is kept in a map. */
let anyBeside = false;
let stamping = true;

/** Whether `setShadow` gives fields from now on. Objects whose shadows are kept beside them get theirs when these are asked for. */
export function switchStamping(on: boolean): void {
  stamping = on;
}

/** The shadow of `target`, or undefined. */
export function getShadow<T>(target: object): T | undefined {
  const shadow = ShadowField.get<T>(target);
  return shadow === undefined && anyBeside ? (getBeside(target) as T | undefined) : shadow;
}

function getBeside(target: object): unknown {
  const shadow = earlyGet(target);
  if (shadow === undefined) return refusedGet(target);
  if (stamping) {
    earlyDelete(target);
    stampShadow(target, shadow);
  }
  return shadow;
}

/** Gives `target` its shadow; to be called once for an object that has none. */
export function setShadow<T>(target: object, shadow: T): void {
  if (stamping) stampShadow(target, shadow);
  else {
    anyBeside = true;
    earlySet(target, shadow);
  }
}

/** As `setShadow`, in a field at any time: for what is made at places where all of its kind get one. */
export function stampShadow<T>(target: object, shadow: T): void {
  try {
    new ShadowField(target, shadow);
  } catch {
    anyBeside = true;
    refusedSet(target, shadow);
  }
}
