// Operators with conditions, and `in`.
//   a && b: reads in a are guards          k in o → k in H.hk(o,k,s,g)
//   n || 0: a default, no condition of its own: what is counted on is read, not checked
import type { AnyNode, BinaryExpression, ConditionalExpression, Expression, LogicalExpression } from 'acorn';
import { isHostObject } from '../select/receivers.ts';
import { isLocalStore } from '../select/local-stores.ts';
import { isFailure } from './failures.ts';
import type { Rewriter } from './rewriter.ts';
import { isConstant } from './site-traits.ts';
import { assignTemporary } from './temporaries.ts';

export function visitLogical(node: LogicalExpression, r: Rewriter): void {
  if (isDefault(node)) r.walk(node.left);
  else r.walkGuarded(node.left, 1);
  const { failed } = r;
  if (node.operator === '&&' && isFailure(node.left, r)) r.failed = true;
  r.walk(node.right);
  r.failed = failed;
}

/** Whether an expression says what to take where there is nothing: a constant, so nothing is done or left by it. */
function isDefault({ operator, right }: LogicalExpression): boolean {
  return operator !== '&&' && isConstant(right);
}

export function visitConditional(node: ConditionalExpression, r: Rewriter): void {
  r.walkGuarded(node.test, 1);
  r.walk(node.consequent);
  r.walk(node.alternate);
}

/** A loop down the left side, so that long sums cost no stack. What a condition adds up is noted (protocol.ts). */
export function visitBinary(node: BinaryExpression, r: Rewriter): void {
  const first = r.sites.length;
  const pending: BinaryExpression[] = [];
  let left: AnyNode = node;
  while (left.type === 'BinaryExpression' && left.operator !== 'in') {
    pending.push(left);
    left = left.left;
  }
  if (left.type === 'BinaryExpression') walkIn(left, r);
  else r.walk(left);
  let i = pending.length - 1;
  for (; i >= 0 && pending[i]!.operator === '+'; i--) r.walk(pending[i]!.right);
  if (r.guard === 1 && i < pending.length - 1 && r.sites.length > first + 1)
    r.sums.push([first, r.sites.length]);
  for (; i >= 0; i--) r.walk(pending[i]!.right);
}

function walkIn(node: BinaryExpression, r: Rewriter): void {
  const { left, right } = node;
  const own = right.type === 'Identifier' && isLocalStore(right.binding);
  if (left.type === 'PrivateIdentifier' || own || isHostObject(right)) {
    if (left.type !== 'PrivateIdentifier') r.walk(left);
    r.walk(right);
    return;
  }
  const text = r.simple(left);
  const temporary = text === '' ? r.temporary() : '';
  if (text === '' && temporary === '') {
    r.leave('`in` where no temporary can be declared', node);
    r.walk(left);
    r.walk(right);
    return;
  }
  const site = r.site(
    'read',
    node.start,
    node.end,
    r.code.slice(right.start, Math.min(right.end, right.start + 80)),
  );
  if (temporary === '') r.walk(left);
  else assignTemporary(left as Expression, temporary, r);
  r.wrap(right, `${r.hooks}hk(`, `,${text || temporary},${site}${r.guard === 1 ? ',1' : ''})`);
  r.release(temporary);
}
