// Properties of a copy that are written back, each by itself:
//   const before = {...o}; await …; o.n = before.n + 1        const before = {...H.gd(H.st(o,s),s2,"n")}
// The copy has read them, as `const { n } = o` would have.
import type { AnyNode, Expression, Identifier, SpreadElement } from 'acorn';
import { childrenOf } from '../flows/nodes.ts';
import { memberName } from '../select/property-names.ts';
import { isSame } from './listed-entries.ts';
import type { Rewriter } from './rewriter.ts';

/** Notes which properties of the copy that a variable is given are written back in its function. */
export function noteSnapshot({ binding }: Identifier, init: Expression, r: Rewriter): void {
  if (!r.frame.suspends || binding === undefined || binding.reassigned) return;
  if (init.type !== 'ObjectExpression' || init.properties.length !== 1) return;
  const [spread] = init.properties;
  const fn = binding.scope.fn.node;
  if (spread?.type !== 'SpreadElement' || fn === null) return;
  const names = new Set<string>();
  const isTaken = (node: AnyNode, name: string): boolean =>
    node.type === 'MemberExpression'
      ? node.object.type === 'Identifier' && node.object.binding === binding && memberName(node) === name
      : [...childrenOf(node)].some((child) => isTaken(child, name));
  const visit = (node: AnyNode): void => {
    if (node.type === 'AssignmentExpression' && node.operator === '=') {
      const { left, right } = node;
      const name = left.type === 'MemberExpression' && !left.computed ? memberName(left) : '';
      if (name !== '' && left.type === 'MemberExpression' && isSame(left.object, spread.argument)) {
        if (r.isWatchedName(name) && isTaken(right, name)) names.add(name);
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(fn.body);
  if (names.size > 0) r.snapshots.set(spread, [...names]);
}

/** The two halves of the hook around what is copied. */
export function snapshotHook(spread: SpreadElement, r: Rewriter): readonly [before: string, after: string] {
  const names = r.snapshots.get(spread);
  if (names === undefined) return ['', ''];
  const { start, end } = spread.argument;
  const site = r.site('read', start, end, r.code.slice(start, Math.min(end, start + 80)));
  return [`${r.hooks}gd(`, `,${site},${names.map((name) => JSON.stringify(name)).join(',')})`];
}
