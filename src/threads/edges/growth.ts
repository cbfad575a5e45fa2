// [grow of a SharedArrayBuffer → byteLength of it, length and byteLength of its views] In ECMAScript the length of a growable
// buffer is asked for and changed by sequentially consistent events: who sees that it has grown sees what was written before.
// (An access of an element asks for the length, too, but orders nothing.)
// Nothing is replaced in a thread that knows no growable buffer of another one. A length that has not changed since this thread
// asked last costs no lock.
import { registerNative } from '../../hooks/natives.ts';
import { addGrowableListener, infoOf } from '../buffers.ts';
import {
  bufferOf,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isGrowableBuffer,
  isSharedArrayBuffer,
  isView,
  ReflectApply,
} from '../builtins.ts';
import { sync } from '../memory.ts';
import {
  clockAt,
  LENGTH,
  lockVariable,
  raiseVersion,
  unlockVariable,
  variableOf,
  versionOf,
} from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin, thread } from '../thread.ts';

type Native = (...values: unknown[]) => unknown;

// By variable: the version that this thread has seen, and under which slot.
const seen = new Map<number, { version: number; slot: number }>();

// The variable of the length of what `value` is, or is a view of; -1 where it cannot change or is known to no other thread.
function lengthVariable(value: unknown): number {
  if (typeof value !== 'object' || value === null) return -1;
  const buffer = isView(value) ? bufferOf(value) : value;
  if (!isSharedArrayBuffer(buffer) || !isGrowableBuffer(buffer)) return -1;
  const info = infoOf(buffer);
  return info === undefined ? -1 : variableOf(info.id, LENGTH);
}

// The caller holds the lock.
function acquire(variable: number): void {
  const version = versionOf(variable);
  const last = seen.get(variable);
  if (last?.version === version && last.slot === thread.slot) return;
  acquireFrom(sync, clockAt(variable), Means.ATOMICS);
  seen.set(variable, { version, slot: thread.slot });
}

// Nobody grew it meanwhile if its version, which is raised before the length changes, is the same behind the question.
function isSeen(variable: number): boolean {
  const last = seen.get(variable);
  return last?.version === versionOf(variable) && last.slot === thread.slot;
}

function asking(original: Native): Native {
  return {
    get(this: unknown): unknown {
      const variable = lengthVariable(this);
      const length = ReflectApply(original, this, []) as unknown;
      if (variable < 0 || isSeen(variable)) return length;
      lockVariable(variable);
      try {
        return ReflectApply(original, this, []) as unknown;
      } finally {
        acquire(variable);
        unlockVariable(variable);
      }
    },
  }.get;
}

function growing(original: Native): Native {
  return {
    grow(this: unknown, ...values: unknown[]): unknown {
      const variable = lengthVariable(this);
      if (variable < 0) return ReflectApply(original, this, values) as unknown;
      const [to] = values;
      // An object is made a number by code of the program, for which no lock can be held.
      const given = typeof to === 'object' || typeof to === 'function';
      lockVariable(variable);
      acquire(variable);
      // Also where it throws, or the length stays as it is: that adds order at most where somebody else grows it then.
      releaseJoin(sync, clockAt(variable));
      seen.set(variable, { version: raiseVersion(variable), slot: thread.slot });
      if (given) unlockVariable(variable);
      try {
        return ReflectApply(original, this, values) as unknown;
      } finally {
        if (!given) unlockVariable(variable);
      }
    },
  }.grow;
}

function replace(host: object, key: string, part: 'get' | 'value', make: (original: Native) => Native): void {
  const property = getOwnPropertyDescriptor(host, key);
  const original = property?.[part] as Native | undefined;
  if (typeof original !== 'function') return;
  Reflect.defineProperty(host, key, { ...property, [part]: registerNative(make(original), original) });
}

/** Follows growth from the first growable buffer on that this thread shares with another one. */
export function patchGrowth(): void {
  addGrowableListener(() => {
    replace(SharedArrayBuffer.prototype, 'grow', 'value', growing);
    replace(SharedArrayBuffer.prototype, 'byteLength', 'get', asking);
    const views = getPrototypeOf(Int8Array.prototype)!;
    for (const key of ['length', 'byteLength']) replace(views, key, 'get', asking);
    replace(DataView.prototype, 'byteLength', 'get', asking);
  });
}
