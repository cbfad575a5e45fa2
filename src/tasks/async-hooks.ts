// The program's own async_hooks callbacks run in the middle of whatever makes, begins or ends a resource. What they access
// is no part of that task's work, nor of any other's: it is not watched.
import asyncHooks from 'node:async_hooks';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import { switchTasks } from '../hooks/flags.ts';
import { registerNative } from '../hooks/natives.ts';
import { ReflectApply } from '../hooks/primordials.ts';
import { isWatching } from './watching.ts';

type Callback = (this: unknown, ...values: unknown[]) => unknown;

function unwatched(callback: Callback): Callback {
  return registerNative(
    {
      call(this: unknown, ...values: unknown[]): unknown {
        switchTasks(false);
        try {
          return ReflectApply(callback, this, values);
        } finally {
          switchTasks(isWatching());
        }
      },
    }.call,
    callback,
  );
}

/** Replaces async_hooks.createHook. To be called after the engine made its own hook. */
export function trackAsyncHooks(): void {
  const original = asyncHooks.createHook as Callback;
  const patched = {
    createHook(this: unknown, ...values: unknown[]): unknown {
      const [given] = values;
      // A proxy, so that Node reads what it knows in its own order and once; of an empty object, because the given one may
      // be frozen, and a proxy must not contradict its target.
      if (typeof given === 'object' && given !== null)
        values[0] = new Proxy(
          {},
          {
            get(_, key): unknown {
              const value: unknown = Reflect.get(given, key);
              return typeof value === 'function' ? unwatched(value as Callback) : value;
            },
            has: (_, key) => Reflect.has(given, key),
          },
        );
      return ReflectApply(original, this, values);
    },
  }.createHook;
  asyncHooks.createHook = registerNative(patched, original) as never;
  builtinsReplaced();
}
