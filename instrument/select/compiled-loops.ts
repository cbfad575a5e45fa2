// Loops over what is iterated, as compilers write them for engines without `for…of`, or without `for await`: by an iterator in a variable.
//   TypeScript  i = __values(x), r = i.next()   i = __asyncValues(x)   i.next()
//   Babel       i = _createForOfIteratorHelper(x)   i.n()              i = _asyncIterator(x)   i.next()
//               i = _createForOfIteratorHelperLoose(x)   i()
//   SWC         i = x[Symbol.iterator]()   i.next()                    i = _async_iterator(x)   i.next()
//   esbuild     i = __forAwait(x)   i.next()
import type { CallExpression, Expression, Identifier, Super } from 'acorn';
import { calledName } from './compiler-helpers.ts';

const ITERATES = new Set([
  '__values',
  '__asyncValues',
  '__forAwait',
  '_ts_values',
  '_createForOfIteratorHelper',
  '_createForOfIteratorHelperLoose',
  '_create_for_of_iterator_helper',
  '_create_for_of_iterator_helper_loose',
  '_asyncIterator',
  '_async_iterator',
]);

/** What a loop walks whose iterator the value is that is assigned to a variable; null: it is none. */
export function iteratedBy(value: Expression): Expression | null {
  if (value.type !== 'CallExpression') return null;
  const { callee, arguments: args } = value;
  const [first] = args;
  if (first !== undefined)
    return first.type !== 'SpreadElement' && ITERATES.has(calledName(callee)) ? first : null;
  if (callee.type !== 'MemberExpression' || !callee.computed || callee.object.type === 'Super') return null;
  return isSymbolIterator(callee.property as Expression) ? callee.object : null;
}

function isSymbolIterator(node: Expression): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    isNamed(node.object, 'Symbol') &&
    isNamed(node.property as Expression, 'iterator')
  );
}

function isNamed(node: Expression | Super, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** The variable with the iterator that a call moves on; null: it is no such call. */
export function steppedBy({ callee, arguments: args, optional }: CallExpression): Identifier | null {
  if (optional || args.length > 0) return null;
  if (callee.type === 'Identifier') return callee;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return null;
  if (callee.object.type !== 'Identifier' || callee.property.type !== 'Identifier') return null;
  const { name } = callee.property;
  return name === 'next' || name === 'n' ? callee.object : null;
}
