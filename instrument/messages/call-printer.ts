// How V8 names an expression in its messages ("this.cache.get is not a function"): it prints the program's syntax tree, not
// its text. The same rules for the parser's tree.
// Source: V8, src/ast/prettyprinter.cc, CallPrinter (the states after the node was found).
import type { AnyNode, Expression, MemberExpression, PrivateIdentifier, Super } from 'acorn';

/** What V8 prints of an expression that it does not name. */
const UNNAMED = '(intermediate value)';

/** What the engine says has changed in small things over the years; these are its versions. */
export const ENGINE: number = Number.parseInt(process.versions.v8, 10);

/**
 * The expression as V8 names it.
 * @param iterated - the message is about what is iterated: calls are named without their brackets then
 */
export function nameOf(node: Expression | Super | PrivateIdentifier, iterated = false): string {
  const printed = print(node as AnyNode, iterated);
  return printed === '' ? UNNAMED : printed;
}

function print(node: AnyNode, iterated: boolean): string {
  const find = (part: AnyNode): string => {
    const printed = print(part, iterated);
    return printed === '' ? UNNAMED : printed;
  };
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'PrivateIdentifier':
      return `#${node.name}`;
    case 'ThisExpression':
      return 'this';
    case 'Literal':
      if (node.regex !== undefined && node.regex !== null)
        return `/${node.regex.pattern}/${node.regex.flags}`;
      if (typeof node.value === 'string') return `"${node.value}"`;
      return typeof node.value === 'bigint' ? '' : String(node.value);
    case 'TemplateLiteral':
      if (node.expressions.length === 0) return `"${node.quasis[0]!.value.cooked ?? ''}"`;
      return node.expressions.map(find).join('');
    case 'MemberExpression':
      return printMember(node, find);
    case 'ChainExpression':
      return UNNAMED;
    case 'CallExpression':
      return (node.callee.type === 'Super' ? 'super' : find(node.callee)) + (iterated ? '' : '(...)');
    case 'TaggedTemplateExpression':
      return find(node.tag) + (iterated ? '' : '(...)');
    case 'NewExpression':
      return iterated ? find(node.callee) : UNNAMED;
    case 'ImportExpression': {
      const options = node.options == null ? '' : `, ${find(node.options)}`;
      return `${ENGINE >= 13 ? 'import' : 'ImportCall'}(${find(node.source)}${options})`;
    }
    case 'UnaryExpression':
      return `(${node.operator}${/[a-z]/.test(node.operator) ? ' ' : ''}${find(node.argument)})`;
    case 'UpdateExpression':
      return node.prefix
        ? `(${node.operator}${find(node.argument)})`
        : `(${find(node.argument)}${node.operator})`;
    case 'BinaryExpression':
      if (node.operator === '!=' || node.operator === '!==')
        return `(!(${find(node.left)} ${node.operator.replace('!', '=')} ${find(node.right)}))`;
      return `(${operands(node, COLLAPSED.has(node.operator)).map(find).join(` ${node.operator} `)})`;
    case 'LogicalExpression':
      return `(${operands(node, true).map(find).join(` ${node.operator} `)})`;
    case 'SequenceExpression':
      return `(${node.expressions.map(find).join(' , ')})`;
    case 'ConditionalExpression':
      return UNNAMED.repeat(ENGINE >= 12 ? conditions(node) * 2 + 1 : 3);
    case 'AssignmentExpression':
      return find(node.left);
    case 'AssignmentPattern':
      return find(node.left);
    case 'ArrayExpression':
    case 'ArrayPattern':
      return `[${node.elements.map((element) => (element === null ? HOLE : find(element))).join(',')}]`;
    case 'SpreadElement':
    case 'RestElement':
      return `(...${find(node.argument)})`;
    case 'ObjectExpression':
    case 'ObjectPattern':
      return `{${UNNAMED.repeat(node.properties.length)}}`;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? UNNAMED.repeat(statements(node.body.body)) : UNNAMED;
    case 'ClassExpression':
      return UNNAMED.repeat((node.superClass == null ? 0 : 1) + node.body.body.length);
    default:
      return '';
  }
}

const HOLE = ENGINE >= 14 ? '' : UNNAMED;

/** Binary operators of which V8 keeps a row of operands in one node; comparisons are not among them. */
const COLLAPSED = new Set(['|', '^', '&', '<<', '>>', '>>>', '*', '/', '%', '+', '-']);

function printMember(node: MemberExpression, find: (part: AnyNode) => string): string {
  const object = find(node.object as AnyNode);
  const { property } = node;
  if (!node.computed && property.type === 'Identifier') {
    return `${object}${node.optional ? '?' : ''}.${property.name}`;
  }
  const name = literalName(property as Expression);
  if (name !== null) return `${object}${node.optional ? '?' : ''}.${name}`;
  return `${object}${node.optional ? '?.' : ''}[${find(property as AnyNode)}]`;
}

/** The name that a computed key is a literal of; null for every other key. */
function literalName(key: Expression): string | null {
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0)
    return key.quasis[0]!.value.cooked ?? null;
  return null;
}

/** The operands of a row of one operator, from left to right. */
function operands(node: AnyNode, collapse: boolean): AnyNode[] {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return [node];
  const { left, right, operator } = node;
  const same =
    collapse &&
    (left.type === 'BinaryExpression' || left.type === 'LogicalExpression') &&
    left.operator === operator;
  return [...(same ? operands(left, true) : [left as AnyNode]), right];
}

/** How many of the statements V8 keeps: declarations of functions and empty ones leave none. */
function statements(body: readonly AnyNode[]): number {
  return body.filter(({ type }) => type !== 'EmptyStatement' && type !== 'FunctionDeclaration').length;
}

function conditions(node: AnyNode): number {
  return node.type === 'ConditionalExpression' ? 1 + conditions(node.alternate) : 0;
}
