// Spreads, as compilers write them for engines without them: calls that copy the own keys of objects onto a new one, or the elements of
// what is iterated to a new array.
//   __assign(__assign({}, o), { a: 1 })   _objectSpread(_objectSpread({}, o), {}, { a: 1 })   _extends({}, o)
//   __spreadArray([], __read(x), false)   [].concat(_toConsumableArray(x))
import type { CallExpression, Expression, Super } from 'acorn';
import { calledName } from './compiler-helpers.ts';

const COPIES_KEYS = new Set([
  '__assign',
  '_extends',
  '_objectSpread',
  '_objectSpread2',
  '_object_spread',
  '_object_spread_props',
]);
const COPIES_ELEMENTS = new Set(['__read', '_toConsumableArray', '_to_consumable_array']);

/** Whether a call copies the own keys of what it is given to its first argument, which it returns. */
export function copiesKeys({ callee }: CallExpression): boolean {
  return COPIES_KEYS.has(calledName(callee)) || isObjectAssign(callee);
}

/** Whether a call is to a compiler's helper that makes a copy, and runs nothing besides. */
export function onlyCopies({ callee }: CallExpression): boolean {
  const name = calledName(callee);
  return COPIES_KEYS.has(name) || COPIES_ELEMENTS.has(name) || name === '__spreadArray';
}

function isObjectAssign(callee: Expression | Super): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return callee.object.name === 'Object' && calledName(callee) === 'assign';
}

/** Of a compiler's call that copies the own keys or the elements of arguments: which of them, and what of them; null: it is none. */
export function copiedBy({
  callee,
  arguments: args,
}: CallExpression): { readonly from: number; readonly keys: boolean } | null {
  const name = calledName(callee);
  if (COPIES_KEYS.has(name) && args.length > 1) return { from: 1, keys: true };
  // `__read(x, 2)` takes the first elements alone.
  return COPIES_ELEMENTS.has(name) && args.length === 1 ? { from: 0, keys: false } : null;
}
