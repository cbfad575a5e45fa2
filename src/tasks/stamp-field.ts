// What a promise or an async resource carries for us, in a private field of its own kind: a resource such as a Timeout
// may be a store of the program, too, with a shadow of its own.
class Identity {
  constructor(value: object) {
    return value;
  }
}

export class StampField<T> extends Identity {
  #stamp: T;

  constructor(target: object, stamp: T) {
    super(target);
    this.#stamp = stamp;
  }

  /** The stamp of `target`, or undefined when it has none. */
  static get<T>(target: object): T | undefined {
    return #stamp in target ? (target as unknown as StampField<T>).#stamp : undefined;
  }

  /** Gives `target` the stamp, replacing an earlier one. Frozen promises and resources are left without. */
  static set<T>(target: object, stamp: T): void {
    if (#stamp in target) (target as unknown as StampField<T>).#stamp = stamp;
    else {
      try {
        new StampField(target, stamp);
      } catch {
        // Without a stamp its callbacks run as tasks of unknown origin: no edge, and no line to pair reads with.
      }
    }
  }
}
