// util.promisify of a built-in function that touches the views it is given: what is made of it touches them, too, under
// whatever name the program keeps it.
import util from 'node:util';
import { METHODS } from '../../instrument/protocol.ts';
import { flags } from '../hooks/flags.ts';
import { registerNative } from '../hooks/natives.ts';
import { getOwnPropertyDescriptor, getPrototypeOf, ReflectApply } from './builtins.ts';
import { opOf } from './known-calls.ts';
import { sharedMethod } from './methods.ts';
import { dynamicSite } from './sites.ts';

type Promisified = (this: unknown, ...values: unknown[]) => unknown;

/** Replaces util.promisify in this thread; the names that ES modules import are brought up to date by the caller. */
export function patchPromisify(): void {
  const original = util.promisify;
  const patched = new Proxy(original, {
    apply(target, receiver, values: unknown[]): unknown {
      const made = ReflectApply(target, receiver, values as never) as Promisified;
      const [built] = values;
      const op = opOf(built);
      return op === 0 || made === built ? made : recording(made, built, op);
    },
  });
  util.promisify = registerNative(patched, original);
}

// All else about it is as Node made it, which also says that its promisified form is itself.
function recording(made: Promisified, built: unknown, op: number): Promisified {
  const recorded = function (this: unknown, ...values: unknown[]): unknown {
    if (flags.shared !== 0) sharedMethod(built, op, dynamicSite(METHODS[op]!), values, true);
    return ReflectApply(made, this, values as never) as unknown;
  };
  Reflect.setPrototypeOf(recorded, getPrototypeOf(made));
  for (const key of Reflect.ownKeys(made)) {
    const property = getOwnPropertyDescriptor(made, key)!;
    if (property.value === made) property.value = recorded;
    Reflect.defineProperty(recorded, key, property);
  }
  return registerNative(recorded, made);
}
