// What a write changes of the object that a place holds: `state = reducer(state, action)` puts another object there, most of which is what it was.
// A condition that had asked for nothing else (instrument/flows/asked-parts.ts) would find the same.
import {
  isProxy,
  ObjectIs,
  ObjectPrototype,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
  ReflectOwnKeys,
} from '../hooks/primordials.ts';
import { type Access, type Entry, latestWrite } from './store.ts';

/** Properties of an object that is compared. */
const MOST = 32;

/** Of writes that put one record in place of another the properties that are changed; of others nothing is known. */
const changedBy = new WeakMap<Access, readonly unknown[]>();

/** `entry`, which held `before`, has been given `value` by its latest write. */
export function noteReplaced(entry: Entry, before: unknown, value: unknown): void {
  if (!entry.guarded || typeof value !== 'object') return;
  const write = latestWrite(entry);
  if (write === undefined) return;
  const earlier = changedBy.get(write);
  const changed = isRecord(before) && isRecord(value) ? changedParts(before, value) : null;
  // Of several writes of one turn all have to be known.
  const isFirst = write.until === write.time;
  if (changed !== null && (isFirst || earlier !== undefined))
    changedBy.set(write, earlier === undefined ? changed : [...earlier, ...changed]);
  else if (earlier !== undefined) changedBy.delete(write);
}

/** Whether `write` has put a record in place of another one in which these properties are the same. */
export function leaves(write: Access, names: readonly string[]): boolean {
  const changed = changedBy.get(write);
  return changed !== undefined && names.every((name) => !changed.includes(name));
}

function isRecord(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isProxy(value) &&
    ReflectGetPrototypeOf(value) === ObjectPrototype
  );
}

/** What differs, looked at without running code of the program; null: too much to look at. */
function changedParts(before: object, value: object): unknown[] | null {
  const keys = ReflectOwnKeys(value);
  const old = ReflectOwnKeys(before);
  if (keys.length > MOST || old.length > MOST) return null;
  const changed: unknown[] = old.filter((key) => !keys.includes(key));
  for (const key of keys) {
    const a = ReflectGetOwnPropertyDescriptor(before, key);
    const b = ReflectGetOwnPropertyDescriptor(value, key);
    if (
      a === undefined ||
      b === undefined ||
      !('value' in a) ||
      !('value' in b) ||
      !ObjectIs(a.value, b.value)
    )
      changed.push(key);
  }
  return changed;
}
