// Map, Set, WeakMap, WeakSet, Headers, URLSearchParams and FormData as stores, through the calls of their methods.
import {
  MapPrototypeGet,
  MapPrototypeHas,
  MapPrototypeSize,
  SetPrototypeHas,
  SetPrototypeSize,
  WeakMapPrototypeGet,
  WeakMapPrototypeHas,
  WeakSetPrototypeHas,
} from '../hooks/primordials.ts';
import { alreadySeen, recordEmptying, recordRead, recordWrite } from './accesses.ts';
import { noteAllFound, noteFoundIn, notePutInto } from './callbacks.ts';
import { here } from './current.ts';
import { noteReplaced } from './parts.ts';
import { isChange, shapeOf, storedShapeOf } from './shapes.ts';
import { ABSENT, Seen, type StoreShadow, UNKNOWN } from './store.ts';
import { inLine } from './lines.ts';
import { clockwork } from './task.ts';
import { KEY, MEMBERSHIP, POSITION, VALUE } from './write-traits.ts';

/** The value under `key` without running code of the program: ABSENT if there is none. */
function peek(shadow: StoreShadow, target: unknown, key: unknown): unknown {
  let value: unknown;
  switch (shadow.type) {
    case 'Map':
      value = MapPrototypeGet(target, key);
      return value !== undefined || MapPrototypeHas(target, key) ? value : ABSENT;
    case 'WeakMap':
      value = WeakMapPrototypeGet(target, key);
      return value !== undefined || WeakMapPrototypeHas(target, key) ? value : ABSENT;
    case 'Set':
      return SetPrototypeHas(target, key) ? true : ABSENT;
    case 'WeakSet':
      return WeakSetPrototypeHas(target, key) ? true : ABSENT;
    default:
      return UNKNOWN;
  }
}

/** Whether `shadow` is that of a store which these functions serve. */
export function isCollection(shadow: StoreShadow): boolean {
  switch (shadow.type) {
    case 'Map':
    case 'Set':
    case 'WeakMap':
    case 'WeakSet':
    case 'Headers':
    case 'URLSearchParams':
    case 'FormData':
      return true;
    default:
      return false;
  }
}

/** Entries of Headers are one whatever their case. */
function keyOf(shadow: StoreShadow, key: unknown): unknown {
  return shadow.type === 'Headers' && typeof key === 'string' ? key.toLowerCase() : key;
}

/**
 * get, has, getAll.
 * @param walked - a walk handed it out
 */
export function readEntry(
  shadow: StoreShadow,
  target: unknown,
  key: unknown,
  site: number,
  guard: boolean,
  walked = false,
): void {
  const entry = shadow.entry(keyOf(shadow, key));
  if (alreadySeen(entry, guard ? Seen.GUARD : Seen.READ)) return;
  const value = peek(shadow, target, key);
  noteFoundIn(shadow, value);
  recordRead(shadow, entry, site, guard, shapeOf(value), 'read', walked);
}

/** Whether the entry `key` holds `value`. */
export function holds(shadow: StoreShadow, target: unknown, key: unknown, value: unknown): boolean {
  return peek(shadow, target, key) === value;
}

/** set, add. */
export function writeEntry(
  shadow: StoreShadow,
  target: unknown,
  key: unknown,
  value: unknown,
  site: number,
): void {
  const entry = shadow.entry(keyOf(shadow, key));
  notePutInto(shadow, value === true ? key : value);
  const before = peek(shadow, target, key);
  const inserted = before === ABSENT;
  const changed = isChange(before, value);
  recordWrite(
    shadow,
    entry,
    site,
    'write',
    shapeOf(before),
    storedShapeOf(value, before),
    changed,
    inserted ? KEY : VALUE,
  );
  noteReplaced(entry, before, value);
  if (wasCounted(shadow, key))
    recordWrite(shadow, shadow.structure, site, 'write', UNKNOWN, UNKNOWN, true, POSITION);
  else if (inserted) recordWrite(shadow, shadow.structure, site, 'write', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
}

/** append: what is there stays, so that it is an update, whoever makes it first. */
export function appendEntry(shadow: StoreShadow, key: unknown, site: number): void {
  const entry = shadow.entry(keyOf(shadow, key));
  recordWrite(shadow, entry, site, 'update', UNKNOWN, UNKNOWN, true, VALUE);
  // A header of a name is one, however many values it has.
  if (shadow.type !== 'Headers')
    recordWrite(shadow, shadow.structure, site, 'write', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
}

/** Whether `key` is the number of entries, or the next one, that the running operation counted in an earlier turn. */
function wasCounted(shadow: StoreShadow, key: unknown): boolean {
  const { whole } = shadow;
  if (typeof key !== 'number' || whole === null || whole.reads.length === 0) return false;
  const task = here();
  return whole.reads.some(
    (read) =>
      (read.value === key || read.value === key - 1) &&
      read.turn !== clockwork.turn &&
      inLine(read.task, read.time, read.turn, task),
  );
}

/** delete. */
export function removeEntry(shadow: StoreShadow, target: unknown, key: unknown, site: number): void {
  const entry = shadow.entry(keyOf(shadow, key));
  const before = peek(shadow, target, key);
  const there = before !== ABSENT;
  recordWrite(shadow, entry, site, 'delete', shapeOf(before), ABSENT, there, there ? KEY : VALUE);
  if (there) recordWrite(shadow, shadow.structure, site, 'delete', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
}

/** clear: deletes every key that anybody looked at. */
export function clearEntries(shadow: StoreShadow, target: unknown, site: number): void {
  const size = sizeOf(shadow, target);
  recordEmptying(shadow, site, size);
  for (const entry of shadow.all()) {
    const before = peek(shadow, target, entry.key);
    recordWrite(
      shadow,
      entry,
      site,
      'delete',
      shapeOf(before),
      ABSENT,
      before !== ABSENT,
      before !== ABSENT ? KEY : VALUE,
    );
  }
  recordWrite(shadow, shadow.structure, site, 'delete', size, 0, size !== 0, MEMBERSHIP);
}

/** size, keys(), forEach and the like. */
export function readAll(shadow: StoreShadow, target: unknown, site: number, guard: boolean): void {
  noteAllFound(shadow, target);
  recordRead(shadow, shadow.structure, site, guard, sizeOf(shadow, target));
}

/** How many entries there are; UNKNOWN of what cannot be asked. */
export function sizeOf(shadow: StoreShadow, target: unknown): unknown {
  if (shadow.type === 'Map') return MapPrototypeSize(target);
  return shadow.type === 'Set' ? SetPrototypeSize(target) : UNKNOWN;
}
