// What shared memory a message carries: a walk over the payload as structured clone will see it, without running code
// of the program (no getters, no proxies).
// LIMIT: shared memory that only a getter of the payload returns is not found; its receiver counts it as unknown.
import {
  bufferOf,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isMap,
  isProxy,
  isSet,
  isSharedArrayBuffer,
  isView,
  looksLikeMemory,
} from './builtins.ts';
import { describe } from './buffers.ts';
import type { BufferEntry } from './hand-over.ts';

const { keys } = Object;
const { isArray } = Array;
const forEachOfMap = Map.prototype.forEach;
const forEachOfSet = Set.prototype.forEach;
const apply = Reflect.apply;

/** Values looked at before the walk gives up. */
const MOST = 100_000;

/** Shared memory `value` refers to, each once, watched from now on. */
export function sharedMemoryIn(value: unknown): BufferEntry[] {
  const entries: BufferEntry[] = [];
  if (value === null || typeof value !== 'object') return entries;
  const seen = new Set<object>();
  const pending: object[] = [];
  const visit = (next: unknown): void => {
    if (next === null || typeof next !== 'object' || seen.has(next)) return;
    seen.add(next);
    pending.push(next);
  };
  visit(value);
  for (let i = 0; i < pending.length && i < MOST; i++) {
    const object = pending[i]!;
    if (isProxy(object)) continue; // Cannot be cloned at all.
    if (isView(object)) {
      visit(bufferOf(object));
    } else if (isSharedArrayBuffer(object) || looksLikeMemory(object)) {
      const entry = describe(object);
      if (entry !== undefined) entries.push(entry);
    } else if (isMap(object)) {
      apply(forEachOfMap, object, [
        (item: unknown, key: unknown) => {
          visit(key);
          visit(item);
        },
      ]);
    } else if (isSet(object)) {
      apply(forEachOfSet, object, [visit]);
    } else if (isArray(object) && isPlainList(object)) {
      for (let k = 0; k < object.length; k++) {
        const item = object[k] as unknown;
        if (typeof item === 'object') visit(item);
      }
    } else {
      const names = keys(object);
      for (let k = 0; k < names.length; k++) {
        const property = getOwnPropertyDescriptor(object, names[k]!);
        if (property !== undefined) visit(property.value);
      }
    }
  }
  return entries;
}

// An array whose elements can be read without running code: no accessors below the first hole.
function isPlainList(list: unknown[]): boolean {
  if (getPrototypeOf(list) !== Array.prototype || list.length > MOST) return false;
  for (let k = 0; k < list.length; k++) {
    const property = getOwnPropertyDescriptor(list, k);
    if (property !== undefined && !('value' in property)) return false;
  }
  return true;
}
