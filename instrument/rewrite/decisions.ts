// How far a condition decides: behind an `if` that lets both ways go on, whatever it looked at decides nothing any more.
//   if (free > 0) free--; else await turn(); …; free++          the test decides up to `…`
//   if (busy > 0) await turn(); …; busy++                       but a mere wait is there for all that follows
//   if (n > most) this.full = true; …                           the same, and nothing of what other functions do, either
//   if (!state) state = initial(); …                            the same
//   if (free === 0) return; …                                   it decides all that follows
//   if (free === 0) late = true; …                              the same, where `late` is a local variable
//   if (x) { if (free === 0) return; …; return 1; } …           the same, and nothing behind the block, which another call may come to
//   for (;;) { if (n === 0) { if (idle) return; continue; } … } `idle` decides nothing behind the block that goes on elsewhere
import type {
  AnyNode,
  Expression,
  ExpressionStatement,
  ForStatement,
  IfStatement,
  WhileStatement,
} from 'acorn';
import { noteQuestion } from './answers.ts';
import { OPS, type OpName } from '../protocol.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';

/** Notes how far the sites of the test of `node`, which are numbered from `first` to before `end`, decide. */
export function noteDecision(
  node: IfStatement,
  first: number,
  end: number,
  r: Rewriter,
  open: boolean = canLeave(node),
): void {
  noteQuestion(node, first, end, open, writesTested(first, end, r), r);
  if (first === end) return;
  if (open || onlyWaits(first, end, r)) r.decisions.push([first, end]);
  else
    r.limit(
      first,
      end,
      node.end,
      node.alternate == null && (onlyMarks(node.consequent) || onlyFills(node, r)) ? 1 : 0,
    );
}

/**
 * Whether a condition asks whether there is something at a place, and its branch does nothing but to put something there
 * (`if (!state) state = initial()`): behind it there is, whatever it had found.
 */
function onlyFills({ test, consequent }: IfStatement, r: Rewriter): boolean {
  const place = askedForNothing(test);
  const [only, ...others] = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  if (place === null || others.length > 0 || only?.type !== 'ExpressionStatement') return false;
  const { expression } = only;
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return false;
  const textOf = ({ start, end }: AnyNode): string => r.code.slice(start, end);
  // A callback that is made there runs only where the condition let it.
  return textOf(expression.left) === textOf(place) && !/=>|\bfunction\b/.test(textOf(expression.right));
}

/** The place of which a condition asks whether there is nothing: `!x`, `x == null`, `x === undefined`. */
function askedForNothing(test: Expression): AnyNode | null {
  if (test.type === 'UnaryExpression') return test.operator === '!' ? test.argument : null;
  if (test.type !== 'BinaryExpression' || (test.operator !== '==' && test.operator !== '===')) return null;
  const { left, right } = test;
  const isNothing =
    (right.type === 'Literal' && right.value === null) ||
    (right.type === 'Identifier' && right.name === 'undefined');
  return isNothing ? left : null;
}

/**
 * Whether a branch does nothing but to set properties to constants (`if (…) this.full = true`): its condition has not decided what is
 * called behind it, either, nor the callbacks that are set going there.
 */
function onlyMarks(node: AnyNode): boolean {
  if (node.type === 'BlockStatement') return node.body.length > 0 && node.body.every(onlyMarks);
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return false;
  const { left, operator, right } = node.expression;
  return left.type === 'MemberExpression' && !left.computed && operator === '=' && right.type === 'Literal';
}

/** Whether a branch can leave the list of statements that the `if` stands in, or keeps that it ran in a local variable. */
export function canLeave({ consequent, alternate }: IfStatement, told: Told = UNTOLD): boolean {
  return (
    decides(consequent, false, true, told) || (alternate != null && decides(alternate, false, true, told))
  );
}

/** What is known besides of whether a statement can leave; null: nothing. */
export type Told = (statement: AnyNode) => boolean | null;
const UNTOLD: Told = () => null;

const AWAIT = OPS.indexOf('await');
const READ = OPS.indexOf('read');
const CALL = OPS.indexOf('call');
const WRITES: readonly number[] = ['write', 'update', 'delete'].map((op) => OPS.indexOf(op as OpName));

/** Whether what a condition decided on (sites from `end` on) suspends, and writes nothing that the condition looked at. */
function onlyWaits(first: number, end: number, r: Rewriter): boolean {
  return r.sites.slice(end).some(([, , op]) => op === AWAIT) && !writesTested(first, end, r);
}

/** Whether what a condition decided on writes what the condition looked at. */
function writesTested(first: number, end: number, r: Rewriter): boolean {
  const tests = r.sites.slice(first, end);
  return r.sites
    .slice(end)
    .some(
      ([, , op, text, label]) =>
        (WRITES.includes(op) || (op === CALL && WRITING.test(text))) &&
        tests.some((test) => test[4] === label && place(text).startsWith(place(test[3]))),
    );
}
const WRITING = /\.(?:set|add|delete)\(/;

/** What an access's text says of where: `m.get(k)` and `m.set(k, v)` begin alike. */
function place(text: string): string {
  return text
    .replace(/^(?:__?classPrivateField|__private|_class_private_field_)(?:get|set)2?\(/i, '(')
    .replace(/\.(?:get|has|set|add|delete)\(/, '(')
    .replace(/(?:, "f")?\)$/, '');
}

/** The same of `a && b`, `a ? b : c` as a statement of its own. */
export function noteExpression({ expression }: ExpressionStatement, first: number, r: Rewriter): void {
  const conditional = expression.type === 'ConditionalExpression' || expression.type === 'LogicalExpression';
  if (conditional && r.sites.length > first && !keeps(expression))
    r.limit(first, r.sites.length, expression.end);
}

/**
 * Notes how far the test of a loop, and what its variables begin with, decide what is called: up to its end, whichever way it came there,
 * where its body does not leave the function.
 */
export function noteLoop(node: ForStatement | WhileStatement, first: number, end: number, r: Rewriter): void {
  if (first < end && !decides(node.body, true, false)) r.loops.push([first, end, r.linesTo(first, node.end)]);
}

/** A call as a statement of its own that waits for nothing: what it read outside of conditions is used up behind it. */
export function noteUse({ expression }: ExpressionStatement, first: number, r: Rewriter): void {
  if (expression.type !== 'CallExpression' || r.sites.length === first) return;
  const sites = r.sites.slice(first);
  if (sites.some(([, , op]) => op === READ) && !sites.some(([, , op]) => op === AWAIT))
    r.used.push([first, r.sites.length]);
}

/** A list of statements ends, during which decisions were noted from number `from` on. */
export function endDecisions(last: AnyNode | undefined, from: number, r: Rewriter): void {
  if (r.decisions.length === from || last === undefined) return;
  const { type, end: behind } = last;
  if (type !== 'ContinueStatement' && type !== 'ReturnStatement' && type !== 'ThrowStatement') return;
  limitDecisions(from, behind, r, type === 'ContinueStatement' ? 0 : 2);
}

/** What was noted from number `from` on decides nothing behind the offset. */
export function limitDecisions(from: number, behind: number, r: Rewriter, how: 0 | 2 = 0): void {
  for (const [first, end] of r.decisions.splice(from)) r.limit(first, end, behind, how);
}

/** Whether an expression assigns a local variable, by which the answer of a condition can be kept. */
export function keeps(node: AnyNode): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left.type === 'Identifier' && hookedVariable(node.left) === null;
    case 'SequenceExpression':
      return node.expressions.some(keeps);
    case 'ParenthesizedExpression':
      return keeps(node.expression);
    case 'LogicalExpression':
      return keeps(node.left) || keeps(node.right);
    case 'ConditionalExpression':
      return keeps(node.consequent) || keeps(node.alternate);
    default:
      return false;
  }
}

/**
 * Whether a statement can leave the list it stands in, or keeps that it ran in a local variable.
 * @param inner - within a loop or switch of its own, which `break` and `continue` may mean
 * @param keeping - also where it keeps that it ran
 */
function decides(node: AnyNode, inner: boolean, keeping = true, told: Told = UNTOLD): boolean {
  const known = told(node);
  if (known !== null) return known;
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'ExpressionStatement':
      return keeping && keeps(node.expression);
    case 'BreakStatement':
    case 'ContinueStatement':
      return !inner || node.label != null;
    case 'BlockStatement':
      return node.body.some((statement) => decides(statement, inner, keeping, told));
    case 'IfStatement':
      return (
        decides(node.consequent, inner, keeping, told) ||
        (node.alternate != null && decides(node.alternate, inner, keeping, told))
      );
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].some(
        (part) => part != null && decides(part, inner, keeping, told),
      );
    case 'LabeledStatement':
    case 'WithStatement':
      return decides(node.body, inner, keeping, told);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return decides(node.body, true, keeping, told);
    case 'SwitchStatement':
      return node.cases.some((part) =>
        part.consequent.some((statement) => decides(statement, true, keeping, told)),
      );
    default:
      return false;
  }
}
