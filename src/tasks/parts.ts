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

/** The properties that a write, which put one record in place of another, has changed. */
const changedBy = new WeakMap<Access, readonly unknown[]>();
/** Of what is no record, or is written by what is not seen: all may be changed. */
const ALL: readonly unknown[] = [];

/** `entry`, which held `before`, has been given `value` by its latest write. */
export function noteReplaced(entry: Entry, before: unknown, value: unknown): void {
  if (!entry.guarded || typeof value !== 'object') return;
  const write = latestWrite(entry);
  if (write === undefined) return;
  const earlier = changedBy.get(write);
  const changed = isRecord(before) && isRecord(value) ? changedParts(before, value) : ALL;
  if (changed === ALL || earlier === ALL || (earlier === undefined && write.until !== write.time))
    changedBy.set(write, ALL);
  else changedBy.set(write, earlier === undefined ? changed : [...earlier, ...changed]);
}

/** Whether `write` has put a record in place of another one in which these properties are the same. */
export function leaves(write: Access, names: readonly string[]): boolean {
  const changed = changedBy.get(write);
  return changed !== undefined && changed !== ALL && names.every((name) => !changed.includes(name));
}

function isRecord(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isProxy(value) &&
    ReflectGetPrototypeOf(value) === ObjectPrototype
  );
}

/** Looks without running code of the program. */
function changedParts(before: object, value: object): readonly unknown[] {
  const keys = ReflectOwnKeys(value);
  const old = ReflectOwnKeys(before);
  if (keys.length > MOST || old.length > MOST) return ALL;
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
  return changed.length === 0 ? NOTHING : changed;
}
/** Not the list that stands for everything. */
const NOTHING: readonly unknown[] = [undefined];
