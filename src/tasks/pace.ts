// Sites that run thousands of times in one turn, as those of code that computes do. They are let go for the rest of that turn:
// to look up again and again that nothing new happened would cost a multiple of the work itself.
//
// What such a site does afterwards is not known, so nothing that it could have touched is judged across that turn: `unwatched`
// remembers by kind of place (a property's name, the elements of arrays …) until when. All other places are watched on.
// Races may be missed for it, none is invented: an operation that was begun before the turn's end is not judged, and a write
// of the turn counts as one that changed nothing, for its last value is not known.
import { ArrayIsArray } from '../hooks/primordials.ts';
import { flags, switchNames, switchTasks } from '../hooks/flags.ts';
import { GENERATOR } from './prototypes.ts';
import { clockwork } from './task.ts';

/** Calls of hooks in one turn from which on each site's are counted. */
const MANY = 10_000;
/** Calls of one site, counted from there, after which it is let go. */
const MAX_CALLS = 500;
/** The same for collections: their keys are what tasks share most often. */
const MAX_COLLECTION_CALLS = 20_000;
/** Calls of hooks of properties that are let go, after which all of them are, which costs next to nothing then. */
const MAX_GONE = 100_000;
/** Sites with a greater number are not counted, and so never let go: the counters are an array. */
const MAX_SITE = 1 << 22;

/** Elements of arrays, and arrays as a whole. */
export const ARRAYS: unique symbol = Symbol('arrays');
/** The sets of keys of objects. */
const STRUCTURES: unique symbol = Symbol('structures');
/** Entries of Maps, Sets and the like. */
const COLLECTIONS: unique symbol = Symbol('collections');

type Place = typeof ARRAYS | typeof STRUCTURES | typeof COLLECTIONS | string;
/** What a site touches: one of the above, or the name of a property or variable, or several. */
export type Places = Place | readonly string[];

export const pace: {
  /** Calls of hooks in this turn. */
  calls: number;
  /** … at sites that are let go. */
  gone: number;
  /** The end of the last turn in which properties and variables were not watched to the end. */
  namesUntil: number;
  /** The program has not forked yet, and accesses are watched as it might soon: until it has made MANY calls of hooks. */
  early: boolean;
  /** Some sites were let go in this turn. */
  letGo: boolean;
  /** How often stores that are plain objects lost a site, and how often collections did: see copies.ts. */
  readonly losses: { objects: number; collections: number };
} = {
  calls: 0,
  gone: 0,
  namesUntil: 0,
  early: false,
  letGo: false,
  losses: { objects: 0, collections: 0 },
};

/** Length of `gone`, a power of two. */
export const SLOTS: number = 8192;
/** The sites that are let go: a site's number at its place modulo the length, else −1. */
export const gone: Int32Array = new Int32Array(SLOTS).fill(-1);

let counts = new Int32Array(0);
/** By place: the end of the last turn in which a site that touches it was let go; Infinity while that turn runs. */
const unwatched = new Map<Place, number>();
const now: Place[] = [];

/** Whether the site is let go, so that there is nothing to do. */
export function isGone(site: number): boolean {
  return gone[site & (SLOTS - 1)] === site;
}

/** Whether the site of a property or variable is let go; counted, for a turn that goes on like that is done with them. */
export function isNameGone(site: number): boolean {
  if (gone[site & (SLOTS - 1)] !== site) return false;
  if (++pace.gone === MAX_GONE) {
    pace.namesUntil = Infinity;
    switchNames(false);
  }
  return true;
}

/** Counts a call of a hook at a site that is not let go yet. */
export function count(site: number, places: Places): void {
  if (++pace.calls > MANY) countCall(site, places, MAX_CALLS);
}

/** As `count`, for collections. */
export function countCollection(site: number): void {
  if (++pace.calls > MANY) countCall(site, COLLECTIONS, MAX_COLLECTION_CALLS);
}

/** Counts a use of `store` if it is an array; other things at such a site are watched on. Whether the site is let go. */
export function letsArrayGo(store: unknown, site: number): boolean {
  if (!ArrayIsArray(store)) return false;
  if (isGone(site)) return true;
  count(site, ARRAYS);
  return false;
}

function countCall(site: number, places: Places, most: number): void {
  if (pace.early) {
    pace.early = false;
    switchTasks(false);
    return;
  }
  if (!(site < counts.length) && !makeRoom(site)) return;
  const calls = ++counts[site]!;
  if (calls <= most) return;
  // Another one may have taken its place since.
  gone[site & (SLOTS - 1)] = site;
  if (calls !== most + 1) return;
  pace.letGo = true;
  if (typeof places === 'object') for (const name of places) letGo(name);
  else letGo(places);
}

function makeRoom(site: number): boolean {
  // Not a number where a module in a cycle of imports runs early.
  if (!(site < MAX_SITE)) return false;
  const grown = new Int32Array(Math.max(1024, 2 * site));
  grown.set(counts);
  counts = grown;
  return true;
}

/** Nothing is known of `place` until this turn's end. */
function letGo(place: Place): void {
  if (place === COLLECTIONS || place === 'size') pace.losses.collections++;
  else pace.losses.objects++;
  unwatch(place);
  if (typeof place !== 'string') return;
  // A property that is written may be a new one; and these two stand for the whole.
  unwatch(STRUCTURES);
  if (place === 'length') unwatch(ARRAYS);
  if (place === 'size') unwatch(COLLECTIONS);
}

function unwatch(place: Place): void {
  if (unwatched.get(place) === Infinity) return;
  unwatched.set(place, Infinity);
  now[now.length] = place;
}

/**
 * The time until which accesses to a key of a store may have gone unseen; Infinity: in the turn that runs; 0: never.
 * @param type - of the store
 * @param key - undefined: the store as a whole
 */
export function unseenUntil(type: string, key: unknown): number {
  if (unwatched.size === 0) return 0;
  const names = pace.namesUntil;
  switch (type) {
    case 'array':
      return typeof key === 'string' ? Math.max(names, until(ARRAYS), until(key)) : until(ARRAYS);
    case 'object':
    case GENERATOR:
    case 'function':
    case 'variable':
      if (key === undefined) return Math.max(names, until(STRUCTURES));
      return typeof key === 'string' ? Math.max(names, until(key)) : 0;
    case 'EventEmitter':
      return 0;
    default:
      return until(COLLECTIONS);
  }
}

function until(place: Place): number {
  return unwatched.get(place) ?? 0;
}

/** The turn ends: all sites are watched again. */
export function endPacedTurn(): void {
  if (pace.calls > MANY) counts.fill(0);
  pace.calls = 0;
  pace.gone = 0;
  if (pace.namesUntil === Infinity) {
    pace.namesUntil = clockwork.time + 1;
    switchNames(flags.tasks !== 0);
  }
  if (!pace.letGo) return;
  pace.letGo = false;
  gone.fill(-1);
  for (const place of now) unwatched.set(place, clockwork.time + 1);
  now.length = 0;
}
