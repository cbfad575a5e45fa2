// Nodes of a syntax tree, whatever their type.
import type { AnyNode } from 'acorn';

export function isNode(value: unknown): value is AnyNode {
  return (
    value !== null && typeof value === 'object' && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** The nodes that a node consists of, as they stand in the text. */
export function* childrenOf(node: AnyNode): Generator<AnyNode> {
  for (const value of Object.values(node) as unknown[])
    if (Array.isArray(value)) {
      for (const child of value as unknown[]) if (isNode(child)) yield child;
    } else if (isNode(value)) yield value;
}

/** Whether the value of an expression is a function or a class: made of nothing that is read where it stands. */
export function isCode({ type }: AnyNode): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || type === 'ClassExpression';
}
