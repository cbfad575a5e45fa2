// node:child_process is patched when the first child is made, not before: to load it costs a process 5 ms, and a worker a
// sixth of a megabyte. What makes children is two bindings, which exist before it is loaded: `new Process` comes before the
// handle's `spawn`, so whoever patches the class then sees the first child, too.
//
// Invariant: once a child is made the bindings are as they were, but for the synchronous `spawn`.
import process from 'node:process';
import type * as ChildProcess from 'node:child_process';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import { bindingOf, type Callable } from './bindings.ts';
import { registerNative } from './natives.ts';
import { ReflectApply } from './primordials.ts';

type Module = typeof ChildProcess;
// Not in the types of Node 20.
const node = process as unknown as { moduleLoadList?: readonly string[] };

const waiting: ((module: Module) => void)[] = [];

/** Runs `patch` with node:child_process before its first child is spawned; at once where that is loaded already. */
export function patchChildProcess(patch: (module: Module) => void): void {
  const load = (): Module => getBuiltinModule('node:child_process') as Module;
  const isLoaded = node.moduleLoadList?.includes('NativeModule internal/child_process') === true;
  const host = isLoaded ? undefined : bindingOf('process_wrap');
  const original = host?.['Process'];
  if (host === undefined || original === undefined) {
    patch(load());
    return;
  }
  waiting.push(patch);
  if (waiting.length > 1) return;
  const standIn: Callable = new Proxy(original, {
    construct(target, values, newTarget) {
      host['Process'] = target;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          next(load());
        } catch {
          // The child is made all the same.
        }
      }
      return Reflect.construct(target, values, newTarget === standIn ? target : newTarget) as object;
    },
  });
  host['Process'] = registerNative(standIn, original);
}

/** Runs `before` with the options of each child that is made synchronously: what it returns is handed on. */
export function beforeSynchronousSpawn(before: (options: { envPairs?: unknown }) => object): void {
  const host = bindingOf('spawn_sync');
  const original = host?.['spawn'];
  if (host === undefined || original === undefined) return;
  const { spawn } = {
    spawn(this: unknown, ...values: unknown[]): unknown {
      const [options, ...rest] = values;
      return ReflectApply(original, this, [before(options as object), ...rest]);
    },
  };
  host['spawn'] = registerNative(spawn, original);
}
