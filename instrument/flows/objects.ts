// New objects that are made of others: by a literal, and by what compilers make of one that has spreads, or `Object.assign` onto a new one.
//   { ...state, count }   Object.assign({}, state, { count })   __assign(__assign({}, state), { count: count })
import type { AnyNode, Expression, SpreadElement } from 'acorn';
import { copiesKeys } from '../select/compiled-spreads.ts';

/** A part of a new object: all that another one holds, or a property; its name is '' where it is computed. */
export type Part =
  { readonly copied: AnyNode } | { readonly copied: null; readonly name: string; readonly value: AnyNode };

/** The parts of a new object, in their order; null: the expression makes none. */
export function partsOf(node: AnyNode): readonly Part[] | null {
  if (node.type === 'ObjectExpression')
    return node.properties.map((property) =>
      property.type === 'SpreadElement'
        ? { copied: property.argument }
        : {
            copied: null,
            name: !property.computed && property.key.type === 'Identifier' ? property.key.name : '',
            value: property.value,
          },
    );
  if (node.type !== 'CallExpression' || !copiesKeys(node)) return null;
  const [target, ...sources] = node.arguments;
  const parts = target === undefined ? null : partsOf(target);
  if (parts === null || sources.some(({ type }) => type === 'SpreadElement')) return null;
  return [...parts, ...sources.flatMap(partsOfSource)];
}

function partsOfSource(node: Expression | SpreadElement): readonly Part[] {
  return (node.type === 'ObjectExpression' ? partsOf(node) : null) ?? [{ copied: node }];
}
