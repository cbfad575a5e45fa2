// Objects as stores: properties by plain and by computed key, elements and length of arrays.
// Keys are normalised as the language does it: `o[1]` and `o["1"]` are one property. A key that is an object is left
// alone: converting it would run the program's code.
import {
  ArrayIsArray,
  isProxy,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
} from '../hooks/primordials.ts';
import { getShadow } from '../hooks/shadow-field.ts';
import { alreadySeen, isCopy, isSearch, recordEmptying, recordRead, recordWrite } from './accesses.ts';
import { noteFound, noteFoundIn, notePut, notePutInto, notePutUnseen } from './callbacks.ts';
import { IGNORED, storeShadow } from './classify.ts';
import { isCollection, readAll } from './collections.ts';
import { here } from './current.ts';
import { noteReplaced } from './parts.ts';
import { replaceStore } from './replaced.ts';
import { isInheritedAccessor } from './prototypes.ts';
import { isChange, shapeOf, storedShapeOf } from './shapes.ts';
import { ABSENT, type Access, type Entry, Seen, type StoreShadow, UNKNOWN } from './store.ts';
import { inLine } from './lines.ts';
import { clockwork } from './task.ts';
import { ELEMENT, KEY, MEMBERSHIP, POSITION, VALUE } from './write-traits.ts';

/** Elements from this index on are watched only as a part of the whole: a table is not a set of named entries. */
const MAX_INDEX = 1024;
const NOTHING: unique symbol = Symbol('no key to watch');

/** `key` as the shadow's map has it; NOTHING where it is not watched. */
function keyOf(shadow: StoreShadow, key: unknown): unknown {
  switch (typeof key) {
    case 'string':
      if (shadow.type === 'array') {
        if (key === 'length') return key;
        const index = Number(key);
        return String(index) === key && index >= 0 ? keyOf(shadow, index) : NOTHING;
      }
      return key === '__proto__' ? NOTHING : key;
    case 'number':
      if (shadow.type === 'array') return key >= 0 && key < MAX_INDEX && key % 1 === 0 ? key : NOTHING;
      return String(key);
    case 'symbol':
      return key;
    case 'boolean':
    case 'undefined':
    case 'bigint':
      return String(key);
    default:
      return key === null ? 'null' : NOTHING;
  }
}

/**
 * The value of property `key`: ABSENT if there is none, UNKNOWN if it cannot be told, NOTHING if it is an accessor, which
 * stores nothing. Runs no user code. Private fields cannot be looked up by name: theirs is the value that the hooks saw
 * last; an accessor `get #x` is left to the fields behind it, which are watched, too.
 */
function peek(target: object, key: unknown, entry: Entry): unknown {
  if (entry.nature === 2) return NOTHING;
  if (isPrivate(key)) return entry.current;
  const descriptor = ReflectGetOwnPropertyDescriptor(target, key as PropertyKey);
  if (descriptor !== undefined) {
    if ('value' in descriptor) return descriptor.value;
    entry.nature = 2;
    return NOTHING;
  }
  if (entry.nature === 0) {
    entry.nature = isInheritedAccessor(target, key) ? 2 : 1;
    if (entry.nature === 2) return NOTHING;
  }
  return ABSENT;
}

function isPrivate(key: unknown): boolean {
  return typeof key === 'string' && key.charCodeAt(0) === HASH;
}
const HASH = 35;

/** @param walked - a walk handed it out */
export function readKey(target: unknown, key: unknown, site: number, guard: boolean, walked = false): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  const name = keyOf(shadow, key);
  if (name === NOTHING) return;
  if (name === 'length' && shadow.type === 'array') {
    recordRead(shadow, shadow.structure, site, guard, (target as unknown[]).length);
    return;
  }
  if (name === 'size' && isCollection(shadow)) {
    readAll(shadow, target, site, guard);
    return;
  }
  const entry = shadow.entry(name);
  if (alreadySeen(entry, guard ? Seen.GUARD : Seen.READ)) return;
  const value = peek(target as object, name, entry);
  if (shadow.type === 'array') noteFoundIn(shadow, value);
  else noteFound(value);
  if (value !== NOTHING) recordRead(shadow, entry, site, guard, shapeOf(value), 'read', walked);
}

/** Most properties that one `Object.assign` is seen to write. */
const MAX_ASSIGNED = 64;

/**
 * `Object.assign(target, source)`: what `source` holds is written. Only to a store that has been touched before: most targets
 * are new. Where `source` has all that `target` has, a copy of the whole, made in an earlier turn, is a read of each of these.
 */
export function assignKeys(target: unknown, source: unknown, site: number): void {
  if (typeof target !== 'object' || target === null || typeof source !== 'object' || source === null) return;
  if (getShadow(target) === undefined || isProxy(source) || ArrayIsArray(target)) return;
  const keys = ReflectOwnKeys(source);
  if (keys.length > MAX_ASSIGNED || isProxy(target)) return;
  const whole = ReflectOwnKeys(target).every((key) => keys.includes(key));
  for (const key of keys) {
    const descriptor = ReflectGetOwnPropertyDescriptor(source, key);
    if (descriptor?.enumerable !== true) continue;
    writeKey(target, key, 'value' in descriptor ? descriptor.value : UNKNOWN, site, whole ? isCopy : null);
  }
}

/** @param isPart - which reads of all that the store holds are reads of this key, too; null: none */
export function writeKey(
  target: unknown,
  key: unknown,
  value: unknown,
  site: number,
  isPart: ((read: Access) => boolean) | null = null,
): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  let traits = VALUE;
  if (shadow.type === 'array') {
    if (key === 'length') {
      const { length } = target as unknown[];
      if (value === 0) recordEmptying(shadow, site, length);
      recordWrite(shadow, shadow.structure, site, 'delete', length, value, length !== value, MEMBERSHIP);
      return;
    }
    if (typeof key === 'number' && (key >= (target as unknown[]).length || wasFree(shadow, key))) {
      recordWrite(shadow, shadow.structure, site, 'write', UNKNOWN, UNKNOWN, true, POSITION);
      traits = ELEMENT;
    } else if (typeof key === 'number' && wasSearched(shadow)) isPart = isSearch;
  }
  const name = keyOf(shadow, key);
  if (name === NOTHING) return;
  const entry = shadow.entry(name);
  const before = peek(target as object, name, entry);
  if (before === NOTHING) return;
  if (before === ABSENT && shadow.type !== 'array') {
    recordWrite(shadow, shadow.structure, site, 'write', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
    traits = KEY;
  }
  if (isPrivate(name)) entry.current = value;
  if (shadow.type === 'array') notePutInto(shadow, value);
  else if (value !== UNKNOWN) notePut(value);
  else if (!isPrivate(name)) notePutUnseen(target as object, name as PropertyKey);
  replaceStore(before, value, site);
  const changed = isChange(before, value);
  const shape = storedShapeOf(value, before);
  recordWrite(shadow, entry, site, 'write', shapeOf(before), shape, changed, traits, isPart);
  noteReplaced(entry, before, value);
}

/** Whether somebody has searched the array for a place, in an earlier turn. */
function wasSearched({ whole }: StoreShadow): boolean {
  return whole?.reads.some((read) => read.isSearch && read.turn !== clockwork.turn) === true;
}

/** Whether the running operation saw, in an earlier turn, that the array ended before `index`: it means to append. */
function wasFree(shadow: StoreShadow, index: number): boolean {
  const { whole } = shadow;
  if (whole === null || whole.reads.length === 0) return false;
  const task = here();
  return whole.reads.some(
    (read) =>
      typeof read.value === 'number' &&
      read.value <= index &&
      read.turn !== clockwork.turn &&
      inLine(read.task, read.time, read.turn, task),
  );
}

/**
 * Looks up what a private field holds where that is not known and the field is watched.
 * @param look - reads the field: throws where `target` has none, as the program's own access will
 */
export function learnPrivate(target: unknown, name: string, look: () => unknown): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  const entry = shadow.entry(name);
  if (entry.current !== UNKNOWN) return;
  try {
    entry.current = look();
  } catch {
    // Nothing is known of it then.
  }
}

export function updateKey(target: unknown, key: unknown, site: number): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  if (key === 'length' && shadow.type === 'array') {
    recordWrite(shadow, shadow.structure, site, 'delete', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
    return;
  }
  const name = keyOf(shadow, key);
  if (name === NOTHING) return;
  const entry = shadow.entry(name);
  const before = peek(target as object, name, entry);
  if (before === NOTHING) return;
  if (isPrivate(name)) entry.current = UNKNOWN;
  recordWrite(shadow, entry, site, 'update', shapeOf(before), UNKNOWN, true, VALUE);
}

export function removeKey(target: unknown, key: unknown, site: number): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  const name = keyOf(shadow, key);
  if (name === NOTHING) return;
  const entry = shadow.entry(name);
  const before = peek(target as object, name, entry);
  if (before === NOTHING) return;
  const there = before !== ABSENT;
  recordWrite(shadow, entry, site, 'delete', shapeOf(before), ABSENT, there, there ? KEY : VALUE);
  if (there && shadow.type !== 'array')
    recordWrite(shadow, shadow.structure, site, 'delete', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
}

/** `key in target`, Object.hasOwn: reads whether the key is there. */
export function hasKey(target: unknown, key: unknown, site: number, guard: boolean): void {
  readKey(target, key, site, guard);
}
