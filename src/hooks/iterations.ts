// Hooks for reads of a whole store: it ib is st, and wk for the entries of a walk.
import { recordStep, recordRead } from '../tasks/accesses.ts';
import { noteAllFound } from '../tasks/callbacks.ts';
import { IGNORED, storeShadow } from '../tasks/classify.ts';
import { holds, isCollection, readAll, readEntry } from '../tasks/collections.ts';
import { isGone, letsArrayGo } from '../tasks/pace.ts';
import { assignKeys, readKey } from '../tasks/keyed.ts';
import { GENERATOR } from '../tasks/prototypes.ts';
import { CONTENTS } from '../tasks/shapes.ts';
import { Entry, type StoreShadow, UNKNOWN } from '../tasks/store.ts';
import { sharedAssign, sharedIterate } from '../threads/methods.ts';
import { tasksFailed } from './failure.ts';
import { flags } from './flags.ts';
import { ArrayIsArray } from './primordials.ts';

/** Bits of the last argument. */
const GUARD = 1;
const NO_ELEMENTS = 2;
const ASSIGNED_ONLY = 4;
const NO_VIEWS = 8;
/** Of ib and is: the walk goes by indexes. */
const BY_INDEX = 1;
/** Of wk: elements and properties, not entries; `held` is what was handed out, and the key only supposed to be its own. */
const ELEMENT = 1;
const SUPPOSED = 2;

/** `x` is iterated: at once (spread, `new Map(x)`), or by a loop without suspension. */
export function it(x: unknown, site: number, bits = 0): unknown {
  if (flags.shared !== 0) sharedIterate(x, site, (bits & NO_ELEMENTS) !== 0);
  return keys(x, site, bits);
}

/**
 * Own keys of `x` are read: with what they hold (object spread, JSON.stringify), or alone (Object.keys, for…in).
 * @param target - what `Object.assign` assigns them to, at site `write`
 */
export function st(x: unknown, site: number, bits = 0, target?: unknown, write = 0): unknown {
  if (flags.shared !== 0 && (bits & (NO_ELEMENTS | NO_VIEWS)) === 0) sharedIterate(x, site, false);
  if ((bits & ASSIGNED_ONLY) === 0) keys(x, site, bits);
  if (target !== undefined && flags.shared !== 0) sharedAssign(target, x, write);
  if (target !== undefined && flags.tasks !== 0) {
    try {
      assignKeys(target, x, write);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return x;
}

function keys(x: unknown, site: number, bits: number): unknown {
  // Loops over small arrays in code that computes: the one case worth a test of its own.
  if (flags.tasks !== 0 && !(isGone(site) && ArrayIsArray(x))) {
    try {
      whole(x, site, bits);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return x;
}

function whole(x: unknown, site: number, bits: number): void {
  if (typeof x !== 'object' || x === null || letsArrayGo(x, site)) return;
  const shadow = walkedShadow(x);
  if (shadow === null) return;
  const guard = (bits & GUARD) !== 0;
  if (isCollection(shadow)) {
    readAll(shadow, x, site, guard);
    return;
  }
  noteAllFound(shadow, x);
  if (ArrayIsArray(x)) recordRead(shadow, shadow.structure, site, guard, x.length);
  else recordRead(shadow, shadow.structure, site, guard, (bits & NO_ELEMENTS) === 0 ? CONTENTS : UNKNOWN);
}

/**
 * A walk over `x` begins that may be suspended.
 * @param under - what a walk by indexes that is under way walks
 */
export function ib(x: unknown, site: number, bits = 0, under?: unknown): unknown {
  if (x === under && (bits & BY_INDEX) !== 0) return x;
  if (flags.shared !== 0) sharedIterate(x, site, true);
  if (flags.tasks !== 0 && typeof x === 'object' && x !== null) {
    try {
      const shadow = walkedShadow(x);
      if (shadow !== null) {
        const entry = (bits & BY_INDEX) === 0 ? shadow.structure : placesOf(shadow, x);
        noteAllFound(shadow, x);
        if (entry !== null) recordRead(shadow, entry, site, false, UNKNOWN, 'iterate');
      }
    } catch (error) {
      tasksFailed(error);
    }
  }
  return x;
}

/** The walk over `x` takes a step. */
export function is(x: unknown, site: number, bits = 0): void {
  if (flags.tasks !== 0 && typeof x === 'object' && x !== null) {
    try {
      const shadow = walkedShadow(x);
      if (shadow !== null) {
        const entry = (bits & BY_INDEX) === 0 ? shadow.structure : placesOf(shadow, x);
        if (entry !== null) recordStep(shadow, entry, site);
      }
    } catch (error) {
      tasksFailed(error);
    }
  }
}

/** A walk over `x` comes to the entry `key`, or (bit ELEMENT) the property, and hands out what it holds. */
export function wk(x: unknown, key: unknown, site: number, bits = 0, held?: unknown): void {
  if (flags.tasks === 0) return;
  try {
    const shadow = storeShadow(x);
    if (shadow === null || shadow === IGNORED) return;
    if (isCollection(shadow)) {
      const isOwn = bits === 0 || ((bits & SUPPOSED) !== 0 && holds(shadow, x, key, held));
      if (isOwn) readEntry(shadow, x, key, site, false, true);
    } else if ((bits & ELEMENT) !== 0) readKey(x, key, site, false, true);
  } catch (error) {
    tasksFailed(error);
  }
}

/** The shadow of what a walk goes over; null: it hands out nothing that it holds. */
function walkedShadow(x: object): StoreShadow | null {
  const shadow = storeShadow(x);
  return shadow === null || shadow === IGNORED || shadow.type === GENERATOR ? null : shadow;
}

/** The places of an array's elements, which are watched once somebody walks by indexes. */
function placesOf(shadow: StoreShadow, x: object): Entry | null {
  return ArrayIsArray(x) ? (shadow.places ??= new Entry(UNKNOWN)) : null;
}
