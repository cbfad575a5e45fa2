// Conditions by which a function that suspends leaves, and what they ask elsewhere:
//   if (!shop.inStock(k)) return; …      →  if (H.qe(H.qb(s),!shop.inStock(k))) return; …
// While they are evaluated, the runtime takes what the functions they call answer with for a part of them (src/tasks/asking.ts),
// in other modules and through further calls, too.
import type { IfStatement } from 'acorn';
import type { Rewriter } from './rewriter.ts';

/** A call, or a member, which may be a getter; `await` and `yield` end the turn. */
const ASKS = /[.(]/;
const SUSPENDS = /\b(?:await|yield)\b/;

/**
 * Rewrites the test of an `if`.
 * @param leaves - a branch can leave the function
 * @returns the number of its first site
 */
export function walkQuestion(node: IfStatement, leaves: boolean, r: Rewriter): number {
  const { test } = node;
  let first = r.sites.length;
  const walk = (): void => r.walkGuarded(test, 1);
  const text = r.code.slice(test.start, test.end);
  if (!r.frame.suspends || !leaves || !ASKS.test(text) || SUSPENDS.test(text)) {
    walk();
    return first;
  }
  const site = r.site('call', test.start, test.end, text.slice(0, 80), test.start);
  first++;
  r.wrap(test, `${r.hooks}qe(${r.hooks}qb(${site}),`, ')', walk);
  return first;
}
