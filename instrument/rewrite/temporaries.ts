// A value that is needed twice is kept in a variable of the enclosing function: `f()[k]` → `(t=f())[k]`.
import type { Expression } from 'acorn';
import type { Rewriter } from './rewriter.ts';

/** Whether an assignment of this expression to a variable would give it a name. */
export function isAnonymousFunction(node: Expression): boolean {
  switch (node.type) {
    case 'ArrowFunctionExpression':
      return true;
    case 'FunctionExpression':
    case 'ClassExpression':
      return node.id == null;
    default:
      return false;
  }
}

/** Writes `(name=…)` around a node, and keeps functions nameless. */
export function assignTemporary(
  node: Expression,
  name: string,
  r: Rewriter,
  walk: () => void = () => r.walk(node),
): void {
  if (isAnonymousFunction(node)) r.wrap(node, `(${name}=(0,`, '))', walk);
  else r.wrap(node, `(${name}=`, ')', walk);
}
