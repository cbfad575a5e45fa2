// What a promise or an async resource carries for us, in a private field of its own kind: a resource such as a Timeout
// may be a store of the program, too, with a shadow of its own, and a native add-on may make a promise its resource.
class Identity {
  constructor(value: object) {
    return value;
  }
}

/** One private field that any object can be given. */
export interface StampField<T> {
  /** The stamp of `target`, or undefined when it has none. */
  get(target: object): T | undefined;
  /** Gives `target` the stamp, replacing an earlier one. Objects that refuse it are left without. */
  set(target: object, stamp: T): void;
  /** As `set`, for what is new and has none. */
  give(target: object, stamp: T): void;
}

/** Makes a field of its own: each evaluation of the class has a private name of its own. */
export function makeStampField<T>(): StampField<T> {
  class Stamped extends Identity {
    #stamp: T;

    constructor(target: object, stamp: T) {
      super(target);
      this.#stamp = stamp;
    }

    static get(target: object): T | undefined {
      return #stamp in target ? (target as unknown as Stamped).#stamp : undefined;
    }

    static set(target: object, stamp: T): void {
      if (#stamp in target) (target as unknown as Stamped).#stamp = stamp;
      else Stamped.give(target, stamp);
    }

    static give(target: object, stamp: T): void {
      try {
        new Stamped(target, stamp);
      } catch {
        // Without a stamp its callbacks run as tasks of unknown origin: no edge, and no line to pair reads with.
      }
    }
  }
  return { get: Stamped.get, set: Stamped.set, give: Stamped.give };
}
