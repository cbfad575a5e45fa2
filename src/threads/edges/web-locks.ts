// [end of a Web Locks callback → next grant of that lock] navigator.locks and worker_threads.locks, Node ≥ 24.5.
// Holders in mode "shared" are not ordered among each other: what they release is acquired by exclusive ones alone.
import { types } from 'node:util';
import workerThreads from 'node:worker_threads';
import { ReflectApply, getOwnPropertyDescriptor, getPrototypeOf } from '../builtins.ts';
import { registerNative } from '../../hooks/natives.ts';
import { sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

type Request = (this: object, ...values: unknown[]) => unknown;
type Callback = (this: unknown, ...values: unknown[]) => unknown;

const { then } = Promise.prototype;
const { isPromise } = types;

/** What exclusive holders of a lock release, and what shared ones do. */
interface Lock {
  readonly exclusive: number;
  readonly shared: number;
}

const EXCLUSIVE = 7;
const SHARED = 11;

// Locks with equal hashes share a clock, which adds order at most.
function variableOfName(name: unknown, start: number): number {
  let hash = start;
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

// The mode of a lock that was granted, by Node's own getter; undefined where none was (`ifAvailable`).
function modeOf(lock: unknown): unknown {
  if (typeof lock !== 'object' || lock === null) return undefined;
  const prototype = getPrototypeOf(lock);
  const get = prototype === null ? undefined : getOwnPropertyDescriptor(prototype, 'mode')?.get;
  return get === undefined ? 'exclusive' : ReflectApply(get, lock, []);
}

function ordered(callback: Callback, { exclusive, shared }: Lock): Callback {
  return function (this: unknown, ...values) {
    const mode = modeOf(values[0]);
    if (mode === undefined) return ReflectApply(callback, this, values);
    acquire(exclusive);
    if (mode !== 'shared') acquire(shared);
    const variable = mode === 'shared' ? shared : exclusive;
    let result: unknown;
    let returned = false;
    try {
      result = ReflectApply(callback, this, values);
      returned = true;
    } finally {
      if (!returned) release(variable);
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
        values[last] = ordered(values[last] as Callback, {
          exclusive: variableOfName(values[0], EXCLUSIVE),
          shared: variableOfName(values[0], SHARED),
        });
      }
      return ReflectApply(original, this, values);
    },
  }.request;
  Reflect.defineProperty(prototype, 'request', { ...descriptor, value: registerNative(patched, original) });
}
