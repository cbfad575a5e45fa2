// The callbacks of navigator.locks and worker_threads.locks (Node ≥ 24.5), for both engines: what a callback did, to the end of the
// promise it returned, comes before the next grant of that lock. Holders in mode "shared" are not ordered among each other: what
// they release is acquired by exclusive ones alone.
import workerThreads from 'node:worker_threads';
import { registerNative } from './natives.ts';
import {
  isPromise,
  ObjectDefineProperty,
  ReflectApply,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
} from './primordials.ts';

/** An engine's part in locks. */
export interface LockPart {
  /** A lock is asked for. What it returns comes back with the grant. */
  requested(): unknown;
  /** The lock with that name was granted: must call `run`, the callback, exactly once, and return what it does. */
  granted(request: unknown, name: unknown, shared: boolean, run: () => unknown): unknown;
  /** The callback has ended, and so has the promise that it returned. */
  ended(name: unknown, shared: boolean): void;
}

type Request = (this: object, ...values: unknown[]) => unknown;
type Callback = (this: unknown, ...values: unknown[]) => unknown;

const { then } = Promise.prototype;
const parts: LockPart[] = [];

/** Registers an engine's part. */
export function onLock(part: LockPart): void {
  parts[parts.length] = part;
  if (parts.length === 1) patchRequest();
}

/** The clocks of locks are kept by a hash of the name: locks with equal ones share a clock, which adds order at most. */
export function hashOfName(name: unknown, start: number): number {
  let hash = start;
  if (typeof name === 'string')
    for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
  return hash & 0x3fffffff;
}

// The mode of a lock that was granted, by Node's own getter; undefined where none was (`ifAvailable`).
function modeOf(lock: unknown): unknown {
  if (typeof lock !== 'object' || lock === null) return undefined;
  const prototype = ReflectGetPrototypeOf(lock);
  const get = prototype === null ? undefined : ReflectGetOwnPropertyDescriptor(prototype, 'mode')?.get;
  return get === undefined ? 'exclusive' : ReflectApply(get, lock, []);
}

function ordered(callback: Callback, name: unknown): Callback {
  const requests = parts.map((part) => part.requested());
  return function (this: unknown, ...values) {
    const mode = modeOf(values[0]);
    if (mode === undefined) return ReflectApply(callback, this, values);
    const shared = mode === 'shared';
    const end = (): void => {
      for (const part of parts) part.ended(name, shared);
    };
    let run = (): unknown => ReflectApply(callback, this, values);
    parts.forEach((part, i) => {
      const inner = run;
      run = () => part.granted(requests[i], name, shared, inner);
    });
    let result: unknown;
    let returned = false;
    try {
      result = run();
      returned = true;
    } finally {
      if (!returned) end();
    }
    // The first reaction: it runs before that of the lock manager, which grants the lock to the next.
    if (isPromise(result)) void ReflectApply(then, result, [end, end]);
    else end();
    return result;
  };
}

/** Replaces LockManager.prototype.request where there is one. */
function patchRequest(): void {
  const manager = (workerThreads as { locks?: object }).locks;
  const prototype = manager === undefined ? null : ReflectGetPrototypeOf(manager);
  const descriptor = prototype === null ? undefined : ReflectGetOwnPropertyDescriptor(prototype, 'request');
  const original = descriptor?.value as Request | undefined;
  if (prototype === null || descriptor === undefined || typeof original !== 'function') return;
  const patched = {
    request(this: object, ...values: unknown[]): unknown {
      const last = values.length - 1;
      if (last >= 1 && last <= 2 && typeof values[last] === 'function')
        values[last] = ordered(values[last] as Callback, values[0]);
      return ReflectApply(original, this, values);
    },
  }.request;
  ObjectDefineProperty(prototype, 'request', { ...descriptor, value: registerNative(patched, original) });
}
