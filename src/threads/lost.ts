// What the engine could not see or had to give up: said once for each kind, in the spool.
import { emit } from '../facts/spool.ts';

const said = new Set<string>();

/** Says that something is lost; a second time for the same `what` is silent. */
export function lost(what: string, why: string): void {
  if (said.has(what)) return;
  said.add(what);
  emit({ fact: 'lost', what, why });
}
