// Where V8 places an expression: the position that the frame of an error thrown by it has.
// Source: V8, src/parsing/parser-base.h.
import type {
  AnyNode,
  BinaryExpression,
  Expression,
  LogicalExpression,
  MemberExpression,
  SequenceExpression,
  Super,
} from 'acorn';
import { skipTrivia } from '../parse/tokens.ts';

/** Words behind a dot that the scanner takes for keywords: a call of such a method stands at its bracket. */
const KEYWORDS = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return switch this throw true try typeof var void while with'
  ).split(' '),
);

/** The offset V8 gives to an expression. */
export function positionOf(node: AnyNode, code: string): number {
  switch (node.type) {
    case 'MemberExpression':
      return memberPosition(node, code);
    case 'CallExpression':
      return callPosition(node.callee, node.optional, code);
    case 'TaggedTemplateExpression':
      return node.quasi.start;
    case 'AssignmentExpression':
      return operatorAt(code, node.left.end, node.operator);
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const first = firstOperand(node, code);
      if (first !== node.left) return positionOf(first, code);
      const at = operatorAt(code, first.end, node.operator);
      return node.operator === '??' ? skipTrivia(code, at + 2) : at;
    }
    case 'SequenceExpression':
      return positionOf(placedOperand(node), code);
    case 'UpdateExpression':
      return node.prefix ? node.start : operatorAt(code, node.argument.end, node.operator);
    default:
      return node.start;
  }
}

/** The expression of a sequence whose place V8 gives to the whole: the second of two, else the first. */
export function placedOperand(node: SequenceExpression): Expression {
  return node.expressions[isLongSequence(node) ? 0 : 1]!;
}

/** The operators that V8 keeps in one node where they stand in a row: it gives that the place of its first operand. */
const NARY = new Set(['||', '&&', '??', '|', '^', '&', '<<', '>>', '>>>', '*', '/', '%', '+', '-']);

/** The first of the operands of one operator that stand in a row (of `??`, without brackets); that of two is the left one. */
export function firstOperand(node: BinaryExpression | LogicalExpression, code: string): Expression {
  let at: BinaryExpression | LogicalExpression = node;
  while (
    (at.left.type === 'BinaryExpression' || at.left.type === 'LogicalExpression') &&
    at.left.operator === node.operator &&
    NARY.has(node.operator) &&
    (node.operator !== '??' || code[skipTrivia(code, at.left.end)] !== ')')
  ) {
    at = at.left;
  }
  return at.left as Expression;
}

/** The expression whose place V8 gives to the whole; null where the whole has one of its own. */
export function samePlace(node: Expression, code: string): Expression | null {
  if (node.type === 'SequenceExpression') return placedOperand(node);
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return null;
  const first = firstOperand(node, code);
  if (first !== node.left) return first;
  return node.operator === '??' ? node.right : null;
}

/** Whether a node is a sequence of three or more, which V8 keeps in one node, placed at its first. */
export function isLongSequence(node: AnyNode): node is SequenceExpression {
  return node.type === 'SequenceExpression' && node.expressions.length > 2;
}

/** The last expression in one whose own place is not noted that has a place itself. */
export function lastPlaced(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'ConditionalExpression':
      return lastPlaced(node.alternate) ?? lastPlaced(node.consequent) ?? lastPlaced(node.test);
    case 'LogicalExpression':
      return lastPlaced(node.right) ?? lastPlaced(node.left);
    case 'BinaryExpression':
      return isConstant(node) ? undefined : node;
    case 'ChainExpression':
      return lastPlaced(node.expression);
    case 'SequenceExpression':
      return isLongSequence(node) ? lastPlaced(node.expressions.at(-1)!) : node;
    case 'Identifier':
    case 'Literal':
    case 'ThisExpression':
      return undefined;
    default:
      return node;
  }
}

function isConstant(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression') return isConstant(node.left as AnyNode) && isConstant(node.right);
  return node.type === 'Literal';
}

function memberPosition(node: MemberExpression, code: string): number {
  const dot = behindBrackets(code, node.object.end);
  if (node.computed) return code.indexOf('[', dot);
  return isChain(node.object, code) || node.optional ? dot : node.property.start;
}

/** The offset of a call: that of its name, or of its bracket where no name stands before it. */
export function callPosition(callee: Expression | Super, optional: boolean, code: string): number {
  const bracket = (): number => {
    const behind = behindBrackets(code, callee.end);
    return optional ? skipTrivia(code, behind + 2) : behind;
  };
  const parenthesised = code[skipTrivia(code, callee.end)] === ')';
  if (parenthesised || optional) return bracket();
  if (callee.type === 'Identifier' || callee.type === 'Super') return callee.start;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return bracket();
  return KEYWORDS.has(callee.property.name) ? bracket() : callee.property.start;
}

/** Whether a member of this is parsed as a link behind a call: V8 places it at its dot then. */
export function isChain(node: Expression | Super, code: string): boolean {
  for (let at = node; ;) {
    if (code[skipTrivia(code, at.end)] === ')') return false;
    if (at.type === 'CallExpression') return true;
    if (at.type !== 'MemberExpression') return false;
    if (at.optional) return true;
    at = at.object;
  }
}

/** The offset of what stands behind a node and the brackets around it. */
function behindBrackets(code: string, from: number): number {
  let at = skipTrivia(code, from);
  while (code[at] === ')') at = skipTrivia(code, at + 1);
  return at;
}

function operatorAt(code: string, from: number, operator: string): number {
  return code.indexOf(operator, behindBrackets(code, from));
}
