// What would order the accesses of a race, by kind: the sentence of a report whose fact brings none of its own.
import type { RaceKind } from '../facts/types.ts';

export const HINTS: { readonly [K in RaceKind]: string } = {
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
