// Entries that a search by a loop finds free, where it says which one:
//   for (const [k, v] of m) if (!v) return k      … return (H.wk(m,k,s),k)       also `{ free = k; break; }`, `v === null`
// It has looked at that entry. At the others it has looked, too, but nothing follows from them; and of one that is found by what it
// holds, the caller may want no more than its key.
//
// Invariant: as in listed-entries.ts, the store can be named once more without running code.
import type { AnyNode, Expression, ForOfStatement, Identifier } from 'acorn';
import { isEmpty } from '../flows/found-places.ts';
import { childrenOf } from '../flows/nodes.ts';
import { ELEMENT, hides, isProperties, rootNameOf, storeOf } from './listed-entries.ts';
import type { Rewriter } from './rewriter.ts';

/** Puts the hooks of a loop over entries where it answers with a key. */
export function noteFoundEntries(node: ForOfStatement, r: Rewriter): void {
  if (node.left.type !== 'VariableDeclaration') return;
  const { id } = node.left.declarations[0]!;
  const [key, held, ...more] = id.type === 'ArrayPattern' ? id.elements : [];
  if (key?.type !== 'Identifier' || held?.type !== 'Identifier' || more.length > 0) return;
  const answers: [Identifier, boolean][] = [];
  const used = [key.name, held.name, rootNameOf(node.right, r)];
  collect(node.body, key, held, used, answers);
  if (answers.length === 0) return;
  const store = storeOf(node.right, [key.name, held.name], node.body, r);
  if (store === '') return;
  const bits = isProperties(node.right, r) ? `,${ELEMENT}` : '';
  for (const [answer, isReturned] of answers) {
    const { returned } = r;
    r.returned = isReturned;
    const label = r.code.slice(node.right.start, Math.min(node.right.end, node.right.start + 80));
    const site = r.site('read', id.start, id.end, label);
    r.returned = returned;
    r.edits.insert(answer.start, `(${r.hooks}wk(${store},${key.name},${site}${bits}),`);
    r.edits.insert(answer.end, ')');
  }
}

/** The places behind a test for nothing at which the key leaves the loop, and whether its function answers with it. */
function collect(
  node: AnyNode,
  key: Identifier,
  held: Identifier,
  used: readonly string[],
  found: [Identifier, boolean][],
): void {
  if (node.type === 'BlockStatement') {
    if (used.some((name) => hides(node, name))) return;
    for (const statement of node.body) collect(statement, key, held, used, found);
  } else if (node.type === 'IfStatement') {
    if (isFree(node.test, held)) {
      const answer = leavesWith(node.consequent, key, used);
      if (answer !== null) found.push(answer);
    } else for (const child of childrenOf(node)) collect(child, key, held, used, found);
  }
}

/** What a branch that leaves the loop answers with: `return k`, `{ found = k; break; }`. */
function leavesWith(branch: AnyNode, key: Identifier, used: readonly string[]): [Identifier, boolean] | null {
  const [first, second] = branch.type === 'BlockStatement' ? branch.body : [branch];
  if (branch.type === 'BlockStatement' && used.some((name) => hides(branch, name))) return null;
  const isKey = (node: Expression | null | undefined): node is Identifier =>
    node?.type === 'Identifier' && node.name === key.name;
  if (first?.type === 'ReturnStatement') return isKey(first.argument) ? [first.argument, true] : null;
  if (first?.type !== 'ExpressionStatement' || second?.type !== 'BreakStatement') return null;
  const { expression } = first;
  return expression.type === 'AssignmentExpression' && expression.operator === '=' && isKey(expression.right)
    ? [expression.right, false]
    : null;
}

/** Whether a condition says that the entry holds nothing. */
function isFree(test: AnyNode, held: Identifier): boolean {
  const isIt = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === held.name;
  switch (test.type) {
    case 'ParenthesizedExpression':
      return isFree(test.expression, held);
    case 'UnaryExpression':
      return test.operator === '!' && isIt(test.argument);
    case 'BinaryExpression':
      return (test.operator === '===' || test.operator === '==') && isIt(test.left) && isEmpty(test.right);
    case 'LogicalExpression':
      return test.operator === '&&' && (isFree(test.left, held) || isFree(test.right, held));
    default:
      return false;
  }
}
