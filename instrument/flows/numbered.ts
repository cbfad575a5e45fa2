// What is put into an array and is made of how many there were, or of the last one there was:
//   const id = rows.length + 1; await …; rows.push({ id, … })        likewise `rows.at(-1).seq + 1`, `Math.max(...rows.map(({ id }) => id)) + 1`
// An insertion does not depend on how many there were, but where it says so by what it inserts: two of one number, or two successors of
// one. What another function makes of that behind an await is that one's own (`rows.push(await answerTo(rows.at(-1)))`).
import type { AnyNode, CallExpression } from 'acorn';
import type { Collection } from './collection.ts';
import type { Search } from './search.ts';

/** Expressions and variables behind each other that are looked at. */
const DEEP = 8;

/** The reads of how many an array holds that what is put into it by `call` is made of. */
export function numbersOf(call: CallExpression, collection: Collection, search: Search): number[] {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return [];
  const found = new Set<number>();
  const place = textOf(callee.object);
  for (const value of call.arguments) look(value, DEEP);
  return [...found];

  function textOf({ start, end }: AnyNode): string {
    return search.code.slice(start, end);
  }

  function lookAll(nodes: readonly (AnyNode | null)[], depth: number): void {
    for (const node of nodes) if (node !== null) look(node, depth);
  }

  function note(node: AnyNode): void {
    for (const site of search.readsAt(node.start, textOf(node))) found.add(site);
  }

  function look(node: AnyNode, depth: number): void {
    if (--depth < 0) return;
    switch (node.type) {
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        look(node.expression, depth);
        break;
      case 'UnaryExpression':
      case 'SpreadElement':
        look(node.argument, depth);
        break;
      case 'BinaryExpression':
        if (node.left.type !== 'PrivateIdentifier') look(node.left, depth);
        look(node.right, depth);
        break;
      case 'LogicalExpression':
        lookAll([node.left, node.right], depth);
        break;
      case 'ConditionalExpression':
        lookAll([node.consequent, node.alternate], depth);
        break;
      case 'TemplateLiteral':
        lookAll(node.expressions, depth);
        break;
      case 'ArrayExpression':
        lookAll(node.elements, depth);
        break;
      case 'ObjectExpression':
        for (const property of node.properties)
          look(property.type === 'SpreadElement' ? property.argument : property.value, depth);
        break;
      case 'MemberExpression':
        if (textOf(node.object) !== place) look(node.object, depth);
        else if (node.computed) look(node.property, depth);
        else if (node.property.type === 'Identifier' && node.property.name === 'length') note(node);
        break;
      case 'NewExpression':
        lookAll(node.arguments, depth);
        break;
      case 'CallExpression':
        lookIntoCall(node, depth);
        break;
      case 'Identifier': {
        const { binding } = node;
        if (binding === undefined || binding.reassigned || binding.scope.single) break;
        for (const source of collection.sources.get(binding) ?? []) look(source.node, depth);
        break;
      }
      default:
    }
  }

  function lookIntoCall(node: CallExpression, depth: number): void {
    if (node.awaited !== undefined) return;
    const { callee } = node;
    if (callee.type === 'MemberExpression') {
      if (textOf(callee.object) !== place) look(callee.object, depth);
      else if (callee.property.type === 'Identifier' && callee.property.name === 'at') note(node);
      if (textOf(callee) === 'Math.max')
        for (const value of node.arguments)
          if (textOf(value).startsWith(`...${place}.map(`))
            for (const site of search.readsIn(value)) found.add(site);
    }
    lookAll(node.arguments, depth);
    for (const answer of collection.answers.get(collection.nameOf(callee)) ?? []) look(answer, depth);
  }
}
