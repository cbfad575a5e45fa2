// [end of a critical section → the next one] Atomics.Mutex, and [Condition.notify → return of the wait that it woke]: with
// --harmony-struct, on Node 20 to 26. A shared object is another JavaScript object in each thread, with nothing to know it
// again by, so all mutexes and conditions share one clock: sections of different mutexes are ordered, too, in the order in
// which they ran: an order too many, never one too few.
import { ReflectApply } from '../builtins.ts';
import { registerNative } from '../../hooks/natives.ts';
import { sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { Means, acquireFrom, releaseJoin } from '../thread.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;

/** Beyond all hashes of names of Web Locks. */
const ALL_MUTEXES = 0x3fffffff;

function acquire(): void {
  const variable = variableOf(ALL_MUTEXES, placeOf(0, 1, NAME));
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.LOCK);
  unlockVariable(variable);
}

function release(): void {
  const variable = variableOf(ALL_MUTEXES, placeOf(0, 1, NAME));
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

function section(callback: Method): Method {
  return function (this: unknown, ...values) {
    acquire();
    try {
      return ReflectApply(callback, this, values);
    } finally {
      release();
    }
  };
}

function replace(host: unknown, name: string, make: (original: Method) => Method): void {
  if (typeof host !== 'function') return;
  const descriptor = Reflect.getOwnPropertyDescriptor(host, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  Reflect.defineProperty(host, name, { ...descriptor, value: registerNative(make(original), original) });
}

/** Replaces the functions of Atomics.Mutex and Atomics.Condition where there are any. */
export function patchMutex(atomics: object): void {
  const part = (name: string): unknown => Reflect.getOwnPropertyDescriptor(atomics, name)?.value;
  for (const name of ['lock', 'tryLock', 'lockWithTimeout']) {
    replace(
      part('Mutex'),
      name,
      (original) =>
        ({
          call(this: unknown, ...values: unknown[]): unknown {
            if (typeof values[1] === 'function') values[1] = section(values[1] as Method);
            return ReflectApply(original, this, values);
          },
        }).call,
    );
  }
  replace(
    part('Condition'),
    'wait',
    (original) =>
      ({
        call(this: unknown, ...values: unknown[]): unknown {
          release(); // The wait gives the mutex back.
          const how = ReflectApply(original, this, values);
          acquire();
          return how;
        },
      }).call,
  );
  replace(
    part('Condition'),
    'notify',
    (original) =>
      ({
        call(this: unknown, ...values: unknown[]): unknown {
          release();
          return ReflectApply(original, this, values);
        },
      }).call,
  );
}
