// Sites that no compile-time table knows: Atomics functions called through a variable, bind, apply or from code that is
// not instrumented. Such a site is made from the calling stack and given a number of its own.
import { emit } from '../facts/spool.ts';
import { allocateSites } from './memory.ts';
import { captureStack } from './stack.ts';

/** Captures a thread may spend on such calls; beyond them a call is booked on the last site of its function, but for a few. */
const CAPTURES = 1000;
const EACH = 256;

const byStack = new Map<string, number>();
const lastOf = new Map<string, number>();
let left = CAPTURES;

/** A site for the calling place of `name`, a function of the program's realm. */
export function dynamicSite(name: string): number {
  left--;
  if (left < 0 && (left & (EACH - 1)) !== 0) {
    const last = lastOf.get(name);
    if (last !== undefined) return last;
  }
  const stack = captureStack(8);
  let site = byStack.get(stack);
  if (site === undefined) {
    site = allocateSites(1);
    byStack.set(stack, site);
    emit({ fact: 'dynamic-site', site, stack });
  }
  lastOf.set(name, site);
  return site;
}

let pending = 0;
let pendingValue: unknown;

/** [hook at] Says at which site the next Atomics function is called; `value` is its last argument, and returned. */
export function at(value: unknown, site: number): unknown {
  pending = site;
  pendingValue = value;
  return value;
}

/** The site that `at` named last, 0 for none: the call that is next may be another. */
export function pendingSite(): number {
  return pending;
}

/**
 * The site of the Atomics call that runs now. The site that `at` named is its own if `at` saw one of its arguments:
 * a call that threw before it began may have left a site behind.
 */
export function takeSite(name: string, index: unknown, a: unknown, b: unknown): number {
  const site = pending;
  pending = 0;
  if (site !== 0 && (pendingValue === index || pendingValue === a || pendingValue === b)) return site;
  return dynamicSite(name);
}

/** Forgets a site whose Atomics call is of no interest. */
export function dropSite(): void {
  pending = 0;
}
