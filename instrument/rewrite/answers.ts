// Functions that answer a question by which their caller decides: what they look at counts as if it stood there.
//   available(k) { return m.get(k) > 0 }      and  if (!x.available(k)) return; await …     an asked function
//   ensure(k) { if (m.get(k) < 1) throw … }                                                whoever calls it
//   async buy(k) { if (m.get(k) < 1) return; await …; take(k) }                            a caller itself, until it ends
//   async buy(k) { if (m.get(k) > 0) { await …; take(k); return true } … }                 where the branch leaves
//   async take() { for (;;) { refill(); if (this.n > 0) { this.n--; return } await … } }   but not what its branch has done at once
// A caller is asked where the condition decides what comes after a suspension: it leaves the function, or its branch
// suspends and goes on; also by a variable that keeps the answer. Names tell, within one module.
import type { AnyNode, ConditionalExpression, Expression, IfStatement } from 'acorn';
import { endsByLeaving } from '../analyze/facts.ts';
import { OPS } from '../protocol.ts';
import type { Rewriter } from './rewriter.ts';

/** Methods of arrays that say yes or no, or what there is of it. */
const QUESTIONS: ReadonlySet<string> = new Set(['includes', 'some', 'every', 'find', 'findLast']);
const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '===', '!=', '!==']);
const AWAIT = OPS.indexOf('await');

/** Whether an expression says yes or no: by a comparison, or by what it asks a list. */
export function isAnswer(node: AnyNode): boolean {
  switch (node.type) {
    case 'BinaryExpression':
      return COMPARISONS.has(node.operator);
    case 'UnaryExpression':
      return node.operator === '!';
    case 'LogicalExpression':
      return isAnswer(node.left) && (isAnswer(node.right) || isNothing(node.right));
    case 'ParenthesizedExpression':
      return isAnswer(node.expression);
    case 'CallExpression':
      if (node.callee.type === 'Identifier') return node.callee.name === 'Boolean';
      return (
        node.callee.type === 'MemberExpression' &&
        node.callee.property.type === 'Identifier' &&
        !node.callee.computed &&
        QUESTIONS.has(node.callee.property.name)
      );
    case 'ConditionalExpression': {
      const asked = askedOrNothing(node);
      return asked !== null && isAnswer(asked);
    }
    case 'Literal':
      return typeof node.value === 'boolean';
    default:
      return false;
  }
}

/** `(a = x) !== null && a !== void 0 ? a : null`, which compilers make of `x ?? null`: x; null: it is none. */
function askedOrNothing({ test, consequent, alternate }: ConditionalExpression): Expression | null {
  if (!isNothing(alternate) || consequent.type !== 'Identifier' || test.type !== 'LogicalExpression')
    return null;
  const given = test.left.type === 'BinaryExpression' ? unwrapped(test.left.left) : null;
  if (given?.type !== 'AssignmentExpression' || given.left.type !== 'Identifier') return null;
  return given.left.name === consequent.name ? given.right : null;
}

function unwrapped(node: AnyNode): AnyNode {
  return node.type === 'ParenthesizedExpression' ? unwrapped(node.expression) : node;
}

/** What stands for "there is none": `list.find(…) ?? null`. */
function isNothing(node: AnyNode): boolean {
  return (
    (node.type === 'Literal' && node.value === null && node.raw === 'null') ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

/** Whether a variable that is given this keeps the answer of a call. */
export function isKept(value: AnyNode): boolean {
  return value.type === 'CallExpression' || value.type === 'AwaitExpression';
}

/** Rewrites what a function returns. */
export function walkAnswer(node: AnyNode, r: Rewriter, walk: () => void): void {
  const { guard } = r;
  if (isAnswer(node)) {
    r.frame.whole.answers = true;
    r.guard = 1;
  }
  walk();
  r.guard = guard;
}

/**
 * Notes what a condition makes of the function it stands in, and whom it asks.
 * @param first - the first of its own sites
 * @param end - one behind the last
 * @param leaves - whether a branch leaves the function
 * @param acts - whether a branch writes what the condition looks at
 */
export function noteQuestion(
  { test, consequent }: IfStatement,
  first: number,
  end: number,
  leaves: boolean,
  acts: boolean,
  r: Rewriter,
): void {
  const waits = r.sites.slice(end).some(([, , op]) => op === AWAIT);
  if (throws(consequent) && !handsOn(test, consequent)) r.frame.whole.decides = true;
  if (!r.frame.suspends) return;
  const decides = waits ? endsByLeaving(consequent) : !acts;
  if (first < end && leaves && decides) r.leads.push([first, end]);
  const goesOn = consequent.type === 'BlockStatement' && consequent.body.length > 1;
  if (!leaves && !(goesOn && waits)) return;
  const names = new Set<string>();
  ask(test, names, r);
  for (const name of names) {
    r.asked.add(name);
    if (leaves) r.askers.push([name, r.frame.whole, end]);
  }
}

function throws(node: AnyNode): boolean {
  return (
    node.type === 'ThrowStatement' ||
    (node.type === 'BlockStatement' && node.body.at(-1)?.type === 'ThrowStatement')
  );
}

/** `if (failed) throw failure`: a failure is handed on, as what compilers make of `for…of` does at its end. */
function handsOn(test: AnyNode, node: AnyNode): boolean {
  const last = node.type === 'BlockStatement' ? node.body.at(-1) : node;
  if (test.type !== 'Identifier' || last?.type !== 'ThrowStatement') return false;
  const { argument } = last;
  return (argument.type === 'MemberExpression' ? argument.object : argument).type === 'Identifier';
}

/** Collects the names of functions and getters in a condition. */
function ask(node: AnyNode, names: Set<string>, r: Rewriter): void {
  switch (node.type) {
    case 'Identifier': {
      names.add(node.name);
      const question = node.binding === undefined ? undefined : r.kept.get(node.binding);
      if (question !== undefined) ask(question, names, r);
      break;
    }
    case 'PrivateIdentifier':
      names.add(`#${node.name}`);
      break;
    case 'MemberExpression':
      if (node.awaited !== undefined) ask(node.awaited.value, names, r);
      else if (!node.computed) ask(node.property, names, r);
      break;
    case 'CallExpression':
      ask(node.awaited?.value ?? node.callee, names, r);
      break;
    case 'UnaryExpression':
    case 'AwaitExpression':
      ask(node.argument, names, r);
      break;
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      ask(node.expression, names, r);
      break;
    case 'LogicalExpression':
      ask(node.left, names, r);
      ask(node.right, names, r);
      break;
    default:
  }
}
