// Where shared memory was made, for its name in reports. Of the buffers of a thread that were never handed to another one
// only some thousands are known: a program may hold any number of them, each costs it a hundred bytes, and memory is shared
// soon after it is made or never. A thread that makes ever more and hands none on has no more of them noted until it does.
import { uncurry, WeakMapPrototypeGet } from '../hooks/primordials.ts';

const set = uncurry(WeakMap.prototype.set) as unknown as (map: object, key: object, value: number) => void;
const get = WeakMapPrototypeGet as (map: object, key: object) => number | undefined;

const KEPT = 2048;
/** Buffers in a row that no other thread was given, after which none is noted. */
const MAX_IN_VAIN = KEPT;
let recent = new WeakMap<object, number>();
let earlier = new WeakMap<object, number>();
let noted = 0;
let inVain = 0;
/** Whether there is an earlier one, and whether nothing was forgotten yet. */
let isFull = false;
let isComplete = true;

/** Notes that `memory` was made at a site. */
export function noteCreationSite(memory: object, site: number): void {
  if (inVain === MAX_IN_VAIN) {
    isComplete = false;
    return;
  }
  inVain++;
  if (noted++ === KEPT) {
    noted = 1;
    isComplete = isComplete && !isFull;
    isFull = true;
    earlier = recent;
    recent = new WeakMap();
  }
  set(recent, memory, site);
}

/** The site where `memory` was made; undefined where it was made elsewhere, or too long ago. */
export function creationSiteOf(memory: object): number | undefined {
  return get(recent, memory) ?? get(earlier, memory);
}

/** The site where `memory`, which is handed to another thread, was made. */
export function siteOfShared(memory: object): number | undefined {
  inVain = 0;
  return creationSiteOf(memory);
}

/** Whether this thread cannot have made `memory`. */
export function cameFromElsewhere(memory: object): boolean {
  return isComplete && creationSiteOf(memory) === undefined;
}
