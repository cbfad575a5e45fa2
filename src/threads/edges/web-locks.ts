// [end of a Web Locks callback → next grant of that lock] navigator.locks and worker_threads.locks, Node ≥ 24.5.
// LIMIT: holders of a lock in mode "shared" are ordered among each other, too: an order too many.
import { types } from 'node:util';
import workerThreads from 'node:worker_threads';
import { ReflectApply } from '../builtins.ts';
import { registerNative } from '../../hooks/natives.ts';
import { sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

type Request = (this: object, ...values: unknown[]) => unknown;
type Callback = (this: unknown, ...values: unknown[]) => unknown;

const { then } = Promise.prototype;
const { isPromise } = types;

// Locks with equal hashes share a clock, which adds order at most.
function variableOfName(name: unknown): number {
  let hash = 7;
  if (typeof name === 'string')
    for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
  return variableOf(hash & 0x3fffffff, placeOf(0, 0, NAME));
}

function acquire(variable: number): void {
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.LOCK);
  unlockVariable(variable);
}

function release(variable: number): void {
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

function ordered(callback: Callback, variable: number): Callback {
  return function (this: unknown, ...values) {
    acquire(variable);
    let result: unknown;
    try {
      result = ReflectApply(callback, this, values);
    } catch (error) {
      release(variable);
      throw error;
    }
    if (isPromise(result)) {
      // The first reaction: it runs before that of the lock manager, which grants the lock to the next.
      const end = (): void => release(variable);
      void ReflectApply(then, result, [end, end]);
    } else {
      release(variable);
    }
    return result;
  };
}

/** Replaces LockManager.prototype.request where there is one. */
export function patchWebLocks(): void {
  const manager = (workerThreads as { locks?: object }).locks;
  const prototype = manager === undefined ? null : Reflect.getPrototypeOf(manager);
  const descriptor = prototype === null ? undefined : Reflect.getOwnPropertyDescriptor(prototype, 'request');
  const original = descriptor?.value as Request | undefined;
  if (prototype === null || descriptor === undefined || typeof original !== 'function') return;
  const patched = {
    request(this: object, ...values: unknown[]): unknown {
      const last = values.length - 1;
      if (last >= 1 && last <= 2 && typeof values[last] === 'function') {
        values[last] = ordered(values[last] as Callback, variableOfName(values[0]));
      }
      return ReflectApply(original, this, values);
    },
  }.request;
  Reflect.defineProperty(prototype, 'request', { ...descriptor, value: registerNative(patched, original) });
}
