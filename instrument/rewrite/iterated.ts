// What is iterated or listed at once.
//   [...x] → [...H.it(x,s,g)]       {...o}, Object.keys(o) → H.st(o,s,g)
import type { CallExpression, Expression, Identifier, SpreadElement } from 'acorn';
import { copiedBy } from '../select/compiled-spreads.ts';
import { isLocalStore } from '../select/local-stores.ts';
import { isNewList } from '../select/own-values.ts';
import { callAtOperand, operandCheck } from './checks.ts';
import type { Rewriter } from './rewriter.ts';
import { snapshotHook } from './snapshots.ts';

/** Expressions whose value nobody else can hold yet. */
function isOwn(node: Expression, r: Rewriter): boolean {
  switch (node.type) {
    case 'ArrayExpression':
    case 'Literal':
    case 'TemplateLiteral':
      return true;
    case 'Identifier':
      return node.name === 'arguments' || isLocalStore(node.binding);
    case 'CallExpression':
      // Object.keys(o) and the like make a new array; o itself is hooked in the call.
      return (
        isNewList(node) ||
        (node.callee.type === 'MemberExpression' && r.isGlobal(node.callee.object, 'Object'))
      );
    default:
      return false;
  }
}

/** Bit of the hooks' last argument: elements of views are not read by this, or one by one, as a loop comes to them. */
const NO_ELEMENTS = 2;
/** Bit of `st`: what is a view is not read, but what other stores hold is. */
const NO_VIEWS = 8;

/**
 * The two halves of the hook around something that is iterated (`it`) or whose own keys are read (`st`); null: none is needed.
 * @param elements - elements of views are read, and all at once
 */
export function readAllHook(
  node: Expression,
  hook: 'it' | 'st',
  r: Rewriter,
  elements = true,
  more = 0,
): readonly [before: string, after: string] | null {
  if (isOwn(node, r) || (hook === 'st' && node.type === 'ObjectExpression')) return null;
  const site = r.site(
    'iterate',
    node.start,
    node.end,
    r.code.slice(node.start, Math.min(node.end, node.start + 80)),
  );
  const bits = (r.guard === 1 ? 1 : 0) | (elements ? 0 : NO_ELEMENTS) | more;
  return [`${r.hooks}${hook}(`, `,${site}${bits === 0 ? '' : `,${bits}`})`];
}

/**
 * Rewrites something that is iterated: at once, or (`elements` false) step by step.
 * @param check - it is the language that iterates, with a message that names the operand
 */
export function walkIterated(
  node: Expression,
  r: Rewriter,
  elements = true,
  check: 'ci' | 'ca' | null = null,
): void {
  const hook = readAllHook(node, 'it', r, elements);
  if (check !== null) r.operand = callAtOperand(node, r);
  if (hook === null) r.walk(node);
  else {
    const [before, after] = check === null ? ['', ''] : operandCheck(check, node, r);
    r.wrap(node, hook[0] + before, after + hook[1]);
  }
}

/** Rewrites something whose own keys are read: with what they hold, or (`elements` false) alone. */
export function walkKeysRead(node: Expression, r: Rewriter, elements = true): void {
  const hook = readAllHook(node, 'st', r, elements);
  if (hook === null) r.walk(node);
  else r.wrap(node, hook[0], hook[1]);
}

/** Rewrites a call that a compiler made of spreads; false: it is none. */
export function walkCopies(node: CallExpression, r: Rewriter): boolean {
  const copied = copiedBy(node);
  if (copied === null) return false;
  for (const [index, argument] of node.arguments.entries())
    if (index < copied.from || argument.type === 'SpreadElement') r.walk(argument);
    else if (copied.keys) walkKeysRead(argument, r);
    else walkIterated(argument, r);
  return true;
}

/** `structuredClone(x)` reads what x holds; a view of shared memory becomes another one. */
export function walkClone(node: CallExpression, callee: Identifier, r: Rewriter): boolean {
  const [first, ...rest] = node.arguments;
  if (callee.name !== 'structuredClone' || callee.binding !== undefined) return false;
  if (first === undefined || first.type === 'SpreadElement') return false;
  const hook = readAllHook(first, 'st', r, true, NO_VIEWS);
  if (hook === null) return false;
  r.wrap(first, hook[0], hook[1]);
  r.walkAll(rest);
  return true;
}

/** `...x` in a call or an array. */
export function visitSpread(node: SpreadElement, r: Rewriter): void {
  walkIterated(node.argument, r, true, 'ci');
}

/** `...o` in an object. */
export function visitObjectSpread(node: SpreadElement, r: Rewriter): void {
  if (r.told.has(node)) r.walk(node.argument);
  else {
    const [before, after] = snapshotHook(node, r);
    if (before === '') walkKeysRead(node.argument, r);
    else r.wrap(node.argument, before, after, () => walkKeysRead(node.argument, r));
  }
}

/**
 * `return {...o}` → `H.st(o,s);return {...o}`: V8 gives a spread that comes first the place of the statement.
 * @param statement - the reserved place before the statement, -1 where none may stand
 */
export function tellFirstSpread(value: Expression, statement: number, r: Rewriter): void {
  if (statement < 0 || value.type !== 'ObjectExpression') return;
  const [first] = value.properties;
  if (first?.type !== 'SpreadElement') return;
  const { argument } = first;
  if (argument.type !== 'ThisExpression') {
    if (argument.type !== 'Identifier' || argument.binding === undefined || argument.binding.hooked) return;
  }
  const hook = readAllHook(argument, 'st', r);
  if (hook === null) return;
  const [before, after] = snapshotHook(first, r);
  r.edits.fill(statement, `${before}${hook[0]}${r.simple(argument)}${hook[1]}${after};`);
  r.told.add(first);
}
