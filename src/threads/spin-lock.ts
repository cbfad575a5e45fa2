// A lock in shared memory for short sections without user code.
// A thread can be terminated at any loop or call, also while it holds a lock: a lock whose owner is dead is taken over,
// and so is any lock that did not move for STEAL_MS, because a detector must never stop the program. The worst that
// comes of a stolen lock is a lost order or a lost race record of that moment.
// The value is the owner's slot + 1; 0 is free. Recursion is not allowed.
import process from 'node:process';
import { milliseconds } from '../hooks/primordials.ts';

const STEAL_MS = 1000;
const { compareExchange, load, store, wait } = Atomics;
/**
 * Whether the processor lets loads, and stores, be seen in the order of the program: then plain ones do, a few instructions
 * each where Node calls a function for those of Atomics. V8 keeps the order of accesses to typed arrays around a call.
 */
const isInOrder = process.arch === 'x64' || process.arch === 'ia32';

/** Reads a word before all that is read after it. */
export const loadInOrder: (words: Int32Array, index: number) => number = isInOrder
  ? (words, index) => words[index]!
  : load;

/** Takes the lock at `words[index]`. `owner` ≥ 1. */
export function lock(words: Int32Array, index: number, owner: number): void {
  if (compareExchange(words, index, 0, owner) !== 0) lockSlow(words, index, owner);
}

/** Gives the lock back, unless another thread took it over. */
export function unlock(words: Int32Array, index: number, owner: number): void {
  if (!isInOrder) compareExchange(words, index, owner, 0);
  else if (words[index] === owner) words[index] = 0;
}

let isDead: (slot: number) => boolean = () => false;

/** Lets locks of ended threads be recognised. */
export function setDeathTest(test: (slot: number) => boolean): void {
  isDead = test;
}

function lockSlow(words: Int32Array, index: number, owner: number): void {
  let since = 0;
  let last = 0;
  for (let spins = 0; ; spins++) {
    if (compareExchange(words, index, 0, owner) === 0) return;
    if (spins < 100) continue;
    const holder = load(words, index);
    if (holder === 0) continue;
    const time = milliseconds();
    if (holder !== last) {
      last = holder;
      since = time;
    } else if (isDead(holder - 1) || time - since > STEAL_MS) {
      if (compareExchange(words, index, holder, owner) === holder) return;
      continue;
    }
    // The holder may be waiting for this very core.
    wait(words, index, holder, spins < 200 ? 0.05 : 1);
  }
}

/** Frees a lock whoever holds it: for tests. */
export function forceUnlock(words: Int32Array, index: number): void {
  store(words, index, 0);
}
