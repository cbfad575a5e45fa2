// Conditions by which a function that suspends leaves, and what they ask elsewhere:
//   if (!shop.inStock(k)) return; …                 →  if (H.qe(H.qb(s),!shop.inStock(k))) return; …
//   const n = pool.count(k); if (n >= max) return; …  →  const n = H.qe(H.qb(s),pool.count(k)); …
// While they are evaluated, the runtime takes what the functions they call answer with for a part of them (src/tasks/asking.ts),
// in other modules and through further calls, too.
import type { AnyNode, Expression, IfStatement } from 'acorn';
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
  const first = r.sites.length;
  const walk = (): void => {
    const outer = r.remembers;
    r.remembers = leaves && answersWithAsked(node, r);
    r.walkGuarded(test, 1);
    r.remembers = outer;
  };
  if (!leaves) walk();
  else if (walkAsking(test, walk, r)) return first + 1;
  return first;
}

/** `if (o.cache.ready) return o.cache.value`: the function remembers what it, or another one, has found out before. */
function answersWithAsked({ test, consequent }: IfStatement, r: Rewriter): boolean {
  const [statement] = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  if (statement?.type !== 'ReturnStatement' || statement.argument == null) return false;
  const asked = r.code.slice(test.start, test.end);
  for (let at: AnyNode | undefined = statement.argument; at !== undefined;) {
    if (at.type === 'MemberExpression') {
      if (asked.includes(r.code.slice(at.start, at.end))) return true;
      at = at.object;
    } else if (at.type === 'CallExpression') at = at.arguments[0] ?? at.callee;
    else return false;
  }
  return false;
}

/** Rewrites what a variable is given of which a condition asks later whether it is beyond a bound. */
export function walkBounded(value: Expression, r: Rewriter): void {
  const walk = (): void => r.walkGuarded(value, 1);
  if (value.type !== 'CallExpression' && value.type !== 'BinaryExpression') walk();
  else walkAsking(value, walk, r);
}

/** Whether an expression can ask functions, and is rewritten as a question. */
function walkAsking(node: AnyNode, walk: () => void, r: Rewriter): boolean {
  const text = r.code.slice(node.start, node.end);
  const asks = r.frame.suspends && ASKS.test(text) && !SUSPENDS.test(text);
  if (!asks) walk();
  else {
    const site = r.site('call', node.start, node.end, text.slice(0, 80), node.start);
    r.wrap(node, `${r.hooks}qe(${r.hooks}qb(${site}),`, ')', walk);
  }
  return asks;
}
