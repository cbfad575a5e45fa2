// What would order the accesses of a race: the sentence of a report whose fact brings none of its own.
import type { RaceKind } from '../facts/types.ts';
import type { Access } from './model.ts';

const HINTS: { readonly [K in RaceKind]: string } = {
  'data-race':
    'use Atomics on this location in both threads, or order the two accesses by a message, a lock or Atomics.wait/notify',
  'lost-update':
    'read again after the await, in the turn of the write; or store the promise before the first await; or take a lock around both',
  'clobbered-write':
    'keep this value in a variable of the call or in AsyncLocalStorage: every call that runs this code shares the one it is written to now',
  'stale-iteration': 'iterate over a copy (`[...store]`), or do not suspend inside the loop',
  'order-race':
    'let the later request win on purpose: compare a sequence number or an AbortSignal before the write, or await one before starting the other',
  'diverged-copy':
    'a structured clone is a copy: send changes as messages to one owner, or share memory through a SharedArrayBuffer',
};

/** Nothing was there, and something was made: what others ask for can be kept before it is ready. */
const FILLED =
  'store the promise before the first await, so that others find it; or read again after the await; or take a lock around both';

/** A number was read and a new one written: all of it can be done at the end. */
const COUNTED =
  'compute in one turn: do the reading after the await, where the new value is written; or take a lock around both';

/** A store was copied, and emptied later: what came in between is in no copy. */
const EMPTIED =
  'empty it in the turn of the copy, before the first await (`const batch = store; store = []`); or take out only what was copied';

/** A look at how many there are, no copy. */
const COUNT = /\.(?:size|length)$/;

const NOTHING: ReadonlySet<string> = new Set(['absent', 'undefined', 'null']);

/**
 * The sentence for a race of this kind between these accesses, the first one first.
 * @param isWhole - they are of the store as a whole, and not of a key
 */
export function hintFor(
  kind: RaceKind,
  accesses: readonly Pick<Access, 'op' | 'value' | 'code'>[],
  isWhole: boolean,
): string {
  const read = accesses[0]?.value ?? '';
  if (kind !== 'lost-update') return HINTS[kind];
  if (isWhole && accesses[1]?.op === 'delete' && !COUNT.test(accesses[0]!.code)) return EMPTIED;
  return NOTHING.has(read) ? FILLED : /^-?\d/.test(read) ? COUNTED : HINTS[kind];
}
