// [Atomics store, exchange, add … → load or read-modify-write that reads it] per location and byte range.
// The operation and its clock update are one step for other threads: both happen under the variable's lock, so the
// recorded order is the real one. Where an argument can run code of the program, or throw, the lock cannot be held meanwhile: the
// clock is released before the operation and after it, which adds order between concurrent operations at most.
// A store replaces the location's clock, a read-modify-write joins it (it acquired it just before), a failed
// compareExchange is a load. A store acquires nothing, so it is recorded before the lock is taken, for which others wait.
// A load takes no lock unless somebody stores meanwhile. Nobody did if the variable's lock is free and its version the same both
// before and after the load: who stores locks first, and raises the version before it unlocks. The clock is read in between, into a
// list of this thread's own, and not at all if the version is the one that this thread acquired, or made, last: then it knows that
// clock. A load that is made again and again, by a thread that spins, is recorded once for each time of this thread.
import { NativeAtomics } from '../builtins.ts';
import { locate, type Location } from '../location.ts';
import { registerNative } from '../../hooks/natives.ts';
import { milliseconds } from '../../hooks/primordials.ts';
import { WRITE } from '../shadow-cell.ts';
import { keepStack } from '../record.ts';
import { reportRaces } from '../race-report.ts';
import { access } from '../shadow.ts';
import { dropSite, pendingSite, takeSite } from '../sites.ts';
import { wantsStack } from '../stack-depot.ts';
import { loadInOrder } from '../spin-lock.ts';
import { clockAt, lockVariable, raiseVersion, unlockVariable, versionOf } from '../sync-variables.ts';
import {
  L_EPOCH,
  L_RACES,
  Means,
  acquireFrom,
  clockWidth,
  local,
  releaseInto,
  releaseJoin,
  thread,
} from '../thread.ts';
import { SYNC_ENTRIES, SYNC_HEAD, sync } from '../memory.ts';
import { SLOTS } from '../../clock/epoch.ts';

/** An Atomics function: none of them looks at `this`, or at how many arguments it was given. */
export type Operation = (view: unknown, index: unknown, a?: unknown, b?: unknown) => unknown;

const LOAD = 0;
const STORE = 1;
const UPDATE = 2;
const EXCHANGE_IF = 3;

const KINDS: Readonly<Record<string, number>> = {
  load: LOAD,
  store: STORE,
  exchange: UPDATE,
  add: UPDATE,
  sub: UPDATE,
  and: UPDATE,
  or: UPDATE,
  xor: UPDATE,
  compareExchange: EXCHANGE_IF,
};

// By number of a variable: its version when this thread acquired or released it last, by which slot + 1 (a thread may move to
// another one), and the epoch at which a load was recorded last.
const versions = new Int32Array(SYNC_ENTRIES);
const knowers = new Uint8Array(SYNC_ENTRIES);
const epochs = new Int32Array(SYNC_ENTRIES);
const load = loadInOrder;
const LOCK = 2;
const VERSION = 3;
/** What was read of a clock without its lock. */
const copied = new Int32Array(SLOTS);
/** How often a load is tried without the lock: longer than most hold it, and they let go of it the later the more take it. */
const TRIES = 30;

// In this order: see the head of this file.
function isFreeAt(variable: number, version: number): boolean {
  return load(sync, variable + LOCK) === 0 && load(sync, variable + VERSION) === version;
}

function noteKnown(number: number, version: number): void {
  versions[number] = version;
  knowers[number] = thread.slot + 1;
}

function isKnown(number: number, version: number): boolean {
  return versions[number] === version && knowers[number] === thread.slot + 1;
}

// As others find it; the caller holds the lock.
function releasedNow({ variable, number }: Location): void {
  noteKnown(number, raiseVersion(variable));
}

// [Spinning] A thread that does nothing but ask the same few places is waiting for another one, which may be waiting for this very
// core: on two cores four threads that hand over through rings took a hundred times as long as natively. It steps aside for
// a moment, as a lock of the operating system would. Only one that asks a million times in a second.
const SPINS = 1024;
const QUICK_MS = 1;
const PAUSE_MS = 0.05;
const { wait } = NativeAtomics;
const pause = new Int32Array(new SharedArrayBuffer(4));
let spins = 0;
let places = 0;
let since = 0;

function noteSpin(number: number): void {
  const bit = 1 << (number & 31);
  if (spins === 0) places = 0;
  places |= bit;
  if (++spins < SPINS) return;
  spins = 0;
  const last = since;
  since = milliseconds();
  const others = places & (places - 1);
  if (since - last > QUICK_MS || (others & (others - 1)) !== 0) return;
  wait(pause, 0, 0, PAUSE_MS);
  since = milliseconds();
}

/** Forgets what is known of versions: for tests, which begin times anew. */
export function forgetVersions(): void {
  epochs.fill(-1);
  knowers.fill(0);
}

/** Keeps the stack of the atomic access that is recorded next: before its lock is taken, which others wait for. */
export function keepAtomicStack(place: Location, site: number): void {
  if (place.watched && wantsStack(site)) keepStack(site);
}

/** Records the atomic access of `place`, kind 0 or WRITE. */
export function recordAtomic(place: Location, kind: number, site: number, value: unknown): void {
  if (!place.watched) return;
  access(place.buffer.base + place.offset, place.mask, kind, site);
  if (local[L_RACES] !== 0) reportRaces(value, place.offset, place.width);
}

function releaseStore(place: Location): void {
  releaseInto(sync, clockAt(place.variable));
  releasedNow(place);
}

// Where the result is that of an operation that was done. `given` is undefined where it is unknown to have been a
// primitive.
function settle(kind: number, place: Location, site: number, result: unknown, given: unknown): void {
  if (kind === STORE) {
    recordAtomic(place, WRITE, site, given);
    releaseStore(place);
    return;
  }
  const clock = clockAt(place.variable);
  const version = versionOf(place.variable);
  if (!isKnown(place.number, version)) acquireFrom(sync, clock, Means.ATOMICS, site);
  if (
    kind === LOAD ||
    (kind === EXCHANGE_IF && given !== undefined && !isSameElement(result, given, place.width))
  ) {
    recordLoad(place, version, site, result);
    return;
  }
  recordAtomic(place, WRITE, site, undefined);
  releaseJoin(sync, clock);
  releasedNow(place);
}

function recordLoad(place: Location, version: number, site: number, value: unknown): void {
  recordAtomic(place, 0, site, value);
  noteKnown(place.number, version);
  epochs[place.number] = local[L_EPOCH]!;
}

let isLoaded = false;

// A load without the lock; `isLoaded` says whether it was done.
function loadFreely(
  original: Operation,
  place: Location,
  view: unknown,
  index: unknown,
  name: string,
): unknown {
  const { variable, number } = place;
  for (let tries = 0; tries < TRIES; tries++) {
    if (load(sync, variable + LOCK) !== 0) continue;
    const version = load(sync, variable + VERSION);
    const known = isKnown(number, version);
    const width = known ? 0 : clockWidth();
    const result = original(view, index);
    for (let i = 0; i < width; i++) copied[i] = load(sync, variable + SYNC_HEAD + i);
    if (!isFreeAt(variable, version)) continue;
    isLoaded = true;
    if (known && epochs[number] === local[L_EPOCH]) {
      dropSite();
      noteSpin(number);
      return result;
    }
    spins = 0;
    const site = takeSite(name, index, undefined, undefined);
    if (!known) acquireFrom(copied, 0, Means.ATOMICS, site, width);
    keepAtomicStack(place, site);
    recordLoad(place, version, site, result);
    return result;
  }
  isLoaded = false;
  return undefined;
}

// The result is the old value in the view's own range; what was expected may be out of it (−1 for 255).
function isSameElement(a: unknown, b: unknown, width: number): boolean {
  if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asUintN(64, a) === BigInt.asUintN(64, b);
  const difference = (a as number) ^ (b as number);
  return (width === 4 ? difference : difference & ((1 << (8 * width)) - 1)) === 0;
}

/** Whether becoming an element can neither run code nor throw. */
export function isHarmless(value: unknown, type: Location['valueType']): boolean {
  if (type === 'bigint' || typeof value === 'number') return typeof value === type;
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean';
}

// Method shorthand: like the built-ins these are no constructors and have no prototype.
function operation(original: Operation, kind: number, name: string): Operation {
  return {
    operation(view: unknown, index: unknown, a?: unknown, b?: unknown): unknown {
      const place = locate(view, index, pendingSite());
      if (place === undefined) {
        dropSite();
        return original(view, index, a, b);
      }
      if (kind === LOAD) {
        const result = loadFreely(original, place, view, index, name);
        if (isLoaded) return result;
      }
      spins = 0;
      const site = takeSite(name, index, a, b);
      const { valueType, variable } = place;
      if (
        kind !== LOAD &&
        (!isHarmless(a, valueType) || (kind === EXCHANGE_IF && !isHarmless(b, valueType)))
      ) {
        lockVariable(variable);
        releaseJoin(sync, clockAt(variable)); // Others' are not acquired, so the version is not known.
        raiseVersion(variable);
        unlockVariable(variable);
        const result = original(view, index, a, b);
        keepAtomicStack(place, site);
        lockVariable(variable);
        settle(kind, place, site, result, undefined);
        unlockVariable(variable);
        return result;
      }
      keepAtomicStack(place, site);
      if (kind === STORE) recordAtomic(place, WRITE, site, a ?? undefined);
      lockVariable(variable);
      const result = original(view, index, a, b);
      if (kind === STORE) releaseStore(place);
      else settle(kind, place, site, result, a ?? undefined);
      unlockVariable(variable);
      return result;
    },
  }.operation;
}

/** Replaces the operations of a realm's Atomics object. */
export function patchAtomics(target: typeof Atomics): void {
  for (const name of Object.keys(KINDS))
    replace(target, name, (original) => operation(original, KINDS[name]!, name));
}

/** Puts `make(original)` in the place of the function `name` of `target`, looking like the original. */
export function replace(target: object, name: string, make: (original: Operation) => Operation): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(target, name);
  const original = (NativeAtomics as unknown as Record<string, unknown>)[name] as Operation | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  Reflect.defineProperty(target, name, {
    ...descriptor,
    value: registerNative(make(original), descriptor.value as object),
  });
}
