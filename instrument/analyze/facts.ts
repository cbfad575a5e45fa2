// Small questions about single nodes that the analysis asks.
import type {
  AnyNode,
  ArrowFunctionExpression,
  CallExpression,
  Expression,
  FunctionExpression,
  Identifier,
  Pattern,
  Program,
  Statement,
} from 'acorn';
import { iteratedBy } from '../select/compiled-loops.ts';
import { compiledPrivate } from '../select/compiled-privates.ts';
import { runsAtOnce, runsGenerator } from '../select/compiler-helpers.ts';
import { isLoopBody, makesMachine, markStateMachine } from '../select/state-machines.ts';
import type { FunctionInfo, Scope } from './scope.ts';

const BOUNDS = new Set(['<', '>', '<=', '>=']);
const LOGICAL_ASSIGNMENTS = new Set(['&&=', '||=', '??=']);

/** Whether a statement declares a name that only its block sees. */
export function declaresInBlock(statement: Statement): boolean {
  return (
    (statement.type === 'VariableDeclaration' && statement.kind !== 'var') ||
    statement.type === 'ClassDeclaration' ||
    statement.type === 'FunctionDeclaration'
  );
}

/** Whether a body begins with the directive. */
export function hasUseStrict(body: readonly AnyNode[]): boolean {
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) return false;
    if (statement.directive === 'use strict') return true;
  }
  return false;
}

/** Whether a branch ends with leaving its function. */
export function endsByLeaving(node: AnyNode): boolean {
  const last = node.type === 'BlockStatement' ? node.body.at(-1) : node;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** Whether the operator compares with a bound. */
export function isBound(operator: string): boolean {
  return BOUNDS.has(operator);
}

/** Whether the operator is `&&=`, `||=` or `??=`: its left side decides. */
export function isLogicalAssignment(operator: string): boolean {
  return LOGICAL_ASSIGNMENTS.has(operator);
}

/**
 * Marks generators, and functions that make state machines of such, that are given to a helper that runs them as async functions.
 * Whether the call runs a state machine.
 * @param runners - names of such helpers in this file, where they are not their own
 */
export function markCompiledTasks(node: CallExpression, runners: ReadonlySet<string>): boolean {
  const runs = markStateMachine(node);
  const renamed = node.callee.type === 'Identifier' && runners.has(node.callee.name);
  if (!renamed && !runsGenerator(node)) return runs;
  for (const argument of node.arguments) {
    const generator = argument.type === 'FunctionExpression' && argument.generator && !argument.async;
    const fn = generator ? argument : makesMachine(argument);
    if (fn === null) continue;
    fn.runsAsTask = true;
    fn.runsAtOnce = renamed || runsAtOnce(node);
    if (node.writtenName !== undefined) fn.writtenName = node.writtenName;
  }
  return runs;
}

/** Marks what a call at the top of a module sets it up with: `(function () {…})()`, and the factory that UMD's gives to such a function. */
export function markSetUp({ callee, arguments: given }: CallExpression): void {
  const called = callee.type === 'MemberExpression' ? callee.object : callee;
  if (!isSynchronous(called)) return;
  called.setsUp = true;
  for (const argument of given) if (isSynchronous(argument)) argument.setsUp = true;
}

function isSynchronous(node: AnyNode): node is FunctionExpression | ArrowFunctionExpression {
  return (
    (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') &&
    !node.async &&
    node.generator !== true
  );
}

/** Marks the body of a loop that a compiler made a generator of its own. */
export function markLoopBody({ name }: Identifier, value: Expression): void {
  const fn = isLoopBody(name) ? makesMachine(value) : null;
  if (fn !== null) fn.loopBody = true;
}

/** Marks `_f = _asyncToGenerator(…)` with the name of the function that was written. */
export function markWrittenName({ name }: Identifier, value: Expression): void {
  if (value.type === 'CallExpression' && /^_(?!ref\d*$)./.test(name) && runsGenerator(value))
    value.writtenName = name.slice(1);
}

/** Marks what makes the iterator of a loop that a compiler wrote out. */
export function markIterator(variable: Identifier, value: Expression): void {
  if (value.type === 'CallExpression' && iteratedBy(value) !== null) value.iterator = { variable };
}

/** Adds the private field that a compiler's call assigns outside of a constructor. */
export function notePrivateWrite(
  node: CallExpression,
  fn: FunctionInfo,
  assigned: Map<string, number>,
): void {
  const access = compiledPrivate(node);
  if (access === null || (access.value === null && !access.updates)) return;
  if (access.object.type === 'ThisExpression' && fn.constructs) return;
  if (!assigned.has(access.name)) assigned.set(access.name, node.start);
}

/** Whether an initialiser makes one value for good: a literal, or `Symbol('open')`. */
export function isSteady(init: Expression): boolean {
  return (
    init.type === 'Literal' ||
    (init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'Symbol')
  );
}

/** Marks what `const state = require('./state')` and `const { state } = require('./state')` declare. */
export function markForeign(pattern: Pattern, scope: Scope): void {
  if (pattern.type === 'Identifier') scope.bindings!.get(pattern.name)!.foreign = true;
  else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      if (property.type === 'Property') markForeign(property.value, scope);
    }
  }
}

/**
 * Marks the scopes that are there once: the program's, and those of the one function that it consists of, as runners wrap modules:
 * `async (exports, load) => {{ … }}`.
 */
export function markSingle(program: Program): void {
  program.scope!.single = true;
  const [statement, ...others] = program.body.filter(
    (node) => !(node.type === 'ExpressionStatement' && node.directive !== undefined),
  );
  if (statement?.type !== 'ExpressionStatement' || others.length > 0) return;
  const { expression: fn } = statement;
  if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') return;
  if (fn.scope !== undefined) fn.scope.single = true;
  if (fn.body.type !== 'BlockStatement' || fn.body.body.length !== 1) return;
  const [block] = fn.body.body;
  if (block?.type === 'BlockStatement' && block.scope !== undefined) block.scope.single = true;
}
