// Where a failure is handled: what is written there tells that something went wrong, whatever else was looked at before.
//   (err, value) => { if (err) … }     the first of several parameters, by Node's custom; or the only one, if its name says so
//   (err) => { err && (…) }
//   const { done, value } = await it.next(); if (done) { …; return; }      and the end of an iteration, by the language's own name
//   p.catch((e) => …)   p.then(f, (e) => …)   try { … } catch { … }
import type { AnyNode, CallExpression, Function as FunctionNode, IfStatement } from 'acorn';
import type { Rewriter } from './rewriter.ts';

const NAMES = /^e(?:rr(?:or)?)?$/i;

/** The name of the parameter by which a callback is told of a failure; '' for none. */
export function failureParameter({ params, async, generator }: FunctionNode): string {
  const [first] = params;
  if (async || generator || first?.type !== 'Identifier') return '';
  return params.length > 1 || NAMES.test(first.name) ? first.name : '';
}

/** Whether a condition asks whether the callback that it stands in was told of a failure: its first branch handles it. */
export function asksForFailure({ test }: IfStatement, r: Rewriter): boolean {
  return isFailure(test, r);
}

/** Whether a branch is taken at the end of an iteration, and leaves: what is written there tells that there is no more. */
export function asksForEnd({ test, consequent }: IfStatement): boolean {
  const named = test.type === 'MemberExpression' && !test.computed ? test.property : test;
  if (!isNamed(named, 'done')) return false;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last?.type === 'ReturnStatement' || last?.type === 'BreakStatement';
}

/** Whether an expression says that the callback it stands in was told of a failure. */
export function isFailure(test: AnyNode, r: Rewriter): boolean {
  const { failure } = r.frame;
  if (failure === '') return false;
  if (test.type !== 'BinaryExpression') return isNamed(test, failure);
  const { left, operator, right } = test;
  if (!isNamed(left, failure)) return false;
  return operator === 'instanceof' || ((operator === '!=' || operator === '!==') && isNothing(right));
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isNothing(node: AnyNode): boolean {
  return node.type === 'Literal' ? node.value === null : isNamed(node, 'undefined');
}

/** The function among the arguments of a promise's `catch` or `then` that is called when it was rejected. */
export function rejectionHandler({ callee, arguments: given }: CallExpression): AnyNode | null {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return null;
  const { name } = callee.property;
  const handler = name === 'catch' ? given[0] : name === 'then' ? given[1] : undefined;
  return handler?.type === 'ArrowFunctionExpression' || handler?.type === 'FunctionExpression'
    ? handler
    : null;
}
