// A timer that sets back what a bound was reached by:
//   if (this.failures >= 3) { this.state = 'open'; setTimeout(() => { this.state = 'closed'; this.failures = 0 }, ms) }
//
// Each update towards the bound and beyond leaves the test as it was, and the callback does nothing with the count: it sets what it
// touches to constants, so that it comes to the same wherever such an update falls. A callback that does anything else may be
// about the things counted (`setTimeout(() => { send(items.splice(0)); count = 0 })`), and of such nothing is said; nor of a
// count that is set back behind an await, which waits for work that was done on what had been counted.
import type { AnyNode, CallExpression, Expression, Statement } from 'acorn';
import { memberName } from '../select/property-names.ts';

/** An operand of a comparison, and which updates leave that true: those that add (1) or those that take away (-1). */
export interface Bound {
  readonly node: Expression;
  readonly way: 1 | -1;
}

/** A write in the callback of a timer, by where it begins, and the bounds that were reached when it was set. */
export interface Reset {
  readonly start: number;
  readonly bounds: readonly Bound[];
}

/** The places that a condition compares, all of whose comparisons hold where it does. */
export function boundsIn(test: Expression): Bound[] {
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return [...boundsIn(test.left), ...boundsIn(test.right)];
  if (test.type !== 'BinaryExpression' || test.left.type === 'PrivateIdentifier') return [];
  const { left, operator, right } = test;
  const way = operator === '>' || operator === '>=' ? 1 : operator === '<' || operator === '<=' ? -1 : 0;
  if (way === 0) return [];
  const bounds: Bound[] = [];
  if (isPlace(left)) bounds.push({ node: left, way });
  if (isPlace(right)) bounds.push({ node: right, way: way === 1 ? -1 : 1 });
  return bounds;
}

/** Where the callback of a timer writes, if it does nothing but to set constants; else nothing. */
export function resetsOf({ callee, arguments: [callback] }: CallExpression): number[] {
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
  if (name !== 'setTimeout' || callback === undefined) return [];
  if (callback.type !== 'ArrowFunctionExpression' && callback.type !== 'FunctionExpression') return [];
  if (callback.async || callback.generator || callback.params.length > 0) return [];
  const { body } = callback;
  const starts: number[] = [];
  const whole = body.type === 'BlockStatement' ? body.body.every(resets) : setsBack(body);
  return whole ? starts : [];

  function resets(statement: Statement): boolean {
    return statement.type === 'ExpressionStatement' && setsBack(statement.expression);
  }

  function setsBack(expression: Expression): boolean {
    if (expression.type === 'CallExpression') return isPrinted(expression);
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return false;
    const { left, right } = expression;
    if ((left.type !== 'Identifier' && !isMember(left)) || !isPlain(right)) return false;
    starts.push(expression.start);
    return true;
  }
}

function isPlace(node: Expression): boolean {
  return node.type === 'Identifier' || isMember(node);
}

function isMember(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false;
  return node.object.type === 'ThisExpression' || node.object.type === 'Identifier' || isMember(node.object);
}

/** Whether a value is a word, a number or a name; the runtime knows which of those are constants. */
function isPlain(node: Expression): boolean {
  return node.type === 'Literal' || node.type === 'Identifier' || isMember(node);
}

function isPrinted({ callee, arguments: values }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console' &&
    callee.object.binding === undefined &&
    values.every((value) => value.type === 'Literal')
  );
}
