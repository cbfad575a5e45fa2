// A place that held a store is given an empty one: the old store is emptied with it, for whoever goes by the place
// (rules/lost-insertion.ts).
import { ArrayIsArray, isProxy } from '../hooks/primordials.ts';
import { getShadow } from '../hooks/shadow-field.ts';
import { recordEmptying } from './accesses.ts';
import { sizeOf } from './collections.ts';
import { writesConstant } from './lexical.ts';
import type { StoreShadow } from './store.ts';

/** Notes that `value` is stored in place of `before`, where both are objects. */
export function replaceStore(before: unknown, value: unknown, site: number): void {
  if (typeof before !== 'object' || before === null || typeof value !== 'object' || value === null) return;
  const shadow = getShadow<StoreShadow>(before);
  if (shadow?.whole == null || before === value || !writesConstant(site)) return;
  const held = ArrayIsArray(before) && !isProxy(before) ? before.length : sizeOf(shadow, before);
  recordEmptying(shadow, site, held);
}
