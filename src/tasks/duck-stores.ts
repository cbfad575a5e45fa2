// Keyed stores of libraries, known by their shape: a receiver with both `get(key)` and `set(key, …)` (or getItem and
// setItem, hget and hset) is a store whatever it is made of: lru-cache, keyv, Redis and session-store clients. Accesses
// are recorded at the caller's site; the library itself need not be instrumented.
//
// A read lasts from the call to the settling of what it returned: `await cache.get(k)` is recorded again as the caller
// resumes, so that a write which the answer may already contain is no conflict. A write is the call of `set`.
// Instrumented receivers are watched like this, too: what is stale at the caller's site may be fresh in the Map inside.
import { ReflectGetOwnPropertyDescriptor, ReflectGetPrototypeOf, isProxy } from '../hooks/primordials.ts';
import { getShadow } from '../hooks/shadow-field.ts';
import { recordRead, recordWrite } from './accesses.ts';
import { storedShapeOf } from './shapes.ts';
import { ABSENT, coverage, type Entry, StoreShadow, UNKNOWN } from './store.ts';
import { clockwork } from './task.ts';
import { VALUE } from './write-traits.ts';

/** Whether these stores are watched (`--stores`); set at start. */
export const duckStores: { on: boolean } = { on: true };

const known = new WeakMap<object, StoreShadow | null>();
const knownGet = known.get.bind(known);
const knownSet = known.set.bind(known);
const kinds = new WeakMap<object, boolean>();
const kindOf = kinds.get.bind(kinds);
const setKind = kinds.set.bind(kinds);

/** Names of the methods that make a receiver a store, by the method that was called. */
const WRITERS: Readonly<Record<string, string>> = {
  get: 'set',
  has: 'set',
  getItem: 'setItem',
  hget: 'hset',
};
const READERS: Readonly<Record<string, string>> = {
  set: 'get',
  add: 'get',
  delete: 'get',
  setItem: 'getItem',
  removeItem: 'getItem',
  hset: 'hget',
  hdel: 'hget',
};

/** The read that a call has just begun in this turn; `aw` takes it when its operand is awaited at once. */
interface OpenRead {
  readonly shadow: StoreShadow;
  readonly entry: Entry;
  readonly site: number;
  readonly guard: boolean;
  readonly turn: number;
}
let openRead: OpenRead | null = null;

/**
 * The read begun by the call whose promise is awaited now, if any.
 * @param site - of the await: the sites of its operand have the next numbers, those before it belong to other work
 */
export function takeOpenRead(site: number): OpenRead | null {
  const read = openRead;
  openRead = null;
  if (read === null || read.turn !== clockwork.turn) return null;
  return read.site > site && read.site <= site + MAX_OPERAND ? read : null;
}
/** Sites of one operand that are looked at. */
const MAX_OPERAND = 16;

/** Records the read anew as its caller resumes with the answer. */
export function finishRead(read: OpenRead): void {
  recordRead(read.shadow, read.entry, read.site, read.guard, UNKNOWN);
}

export function readDuck(target: object, method: string, key: unknown, site: number, guard: boolean): void {
  const shadow = duckOf(target, method, WRITERS[method]);
  if (shadow === null || !isKey(key)) return;
  const entry = shadow.entry(key);
  recordRead(shadow, entry, site, guard, UNKNOWN);
  openRead = { shadow, entry, site, guard, turn: clockwork.turn };
}

export function writeDuck(target: object, method: string, key: unknown, value: unknown, site: number): void {
  const shadow = duckOf(target, method, READERS[method]);
  if (shadow === null || !isKey(key)) return;
  const gone = method === 'delete' || method === 'removeItem' || method === 'hdel';
  const stored = gone ? ABSENT : storedShapeOf(value, UNKNOWN);
  recordWrite(shadow, shadow.entry(key), site, gone ? 'delete' : 'write', UNKNOWN, stored, true, VALUE);
}

function isKey(key: unknown): boolean {
  return typeof key === 'string' || typeof key === 'number';
}

function duckOf(target: object, method: string, other: string | undefined): StoreShadow | null {
  if (!duckStores.on || other === undefined) return null;
  const own = getShadow<StoreShadow>(target);
  // What stands for all that is not watched has no type.
  if (own === undefined || own.type === '') return knownDuck(target, method, other);
  // Many receivers live for one request: what a map that is old has as values outlives them, until a full collection.
  if (own.duck === undefined) own.duck = knownDuck(target, method, other, false);
  return own.duck;
}

function knownDuck(target: object, method: string, other: string, keep = true): StoreShadow | null {
  let shadow = knownGet(target);
  if (shadow === undefined) {
    shadow = isStoreLike(target, method, other) ? new StoreShadow('store') : null;
    if (shadow !== null) coverage.stores++;
    if (keep) knownSet(target, shadow);
  }
  return shadow;
}

/** Looks without running code: data properties that are functions on the receiver or its prototypes. */
function isStoreLike(target: object, method: string, other: string): boolean {
  if (isProxy(target)) return false;
  const prototype = ReflectGetPrototypeOf(target);
  const cached = prototype === null ? undefined : kindOf(prototype);
  if (cached !== undefined) return cached;
  const answer = isMethod(target, method) && isMethod(target, other);
  if (prototype !== null && ReflectGetOwnPropertyDescriptor(target, method) === undefined)
    setKind(prototype, answer);
  return answer;
}

function isMethod(target: object, name: string): boolean {
  for (let at: object | null = target, depth = 0; at !== null && depth < 16; depth++) {
    const descriptor = ReflectGetOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) {
      return typeof descriptor.value === 'function';
    }
    at = ReflectGetPrototypeOf(at);
    if (at !== null && isProxy(at)) return false;
  }
  return false;
}
