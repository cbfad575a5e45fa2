// Loops over stores.
//   for (const e of x) {B} → for (const e of H.it(x,s)) {B}
//   B with await or yield:   for (const e of (t=H.ib(x,s))) {H.is(t,s);B;H.is(t,s)}  a step is a re-read, the last one, too
//   for (… of m.keys()) {B}  for (… of (t=H.ib(m,s)).keys()) {H.is(t,s);B;H.is(t,s)}  also entries() and values()
//   for await (… of x) {B}   the same inside H.fa(K,x), and {H.fr(K);B}: its awaits are not written down (async-loops.ts)
//   for (const {a} of x) {B} its pattern is a declaration of the body (loop-patterns.ts)
//   for (const k in o) {B}   the same with H.st, or H.ib and H.is
// Where a statement may stand before the loop and x is simple, the hook stands there: V8 says "x is not iterable".
import type { Expression, Identifier, ForInStatement, ForOfStatement, ForStatement, Statement } from 'acorn';
import { findToken } from '../parse/tokens.ts';
import { isLocalStore } from '../select/local-stores.ts';
import { isNewList } from '../select/own-values.ts';
import { memberName } from '../select/property-names.ts';
import { isNoReceiver } from '../select/receivers.ts';
import { walkCounted } from './counted-loops.ts';
import { noteLoop } from './decisions.ts';
import { bareCallCheck, callAtOperand, operandCheck } from './checks.ts';
import { indexLoop } from './index-loops.ts';
import { readAllHook, walkIterated, walkKeysRead } from './iterated.ts';
import { noteFoundEntries } from './found-entries.ts';
import { noteLoopEntries } from './listed-entries.ts';
import { moveHead, type Open } from './loop-patterns.ts';
import { hasOptionalLink, walkChain } from './members.ts';
import { walkTargets } from './patterns.ts';
import { inLoop } from './placed-accesses.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';
import { declareToken, variableRead } from './variables.ts';

const VIEWS = new Set(['keys', 'values', 'entries']);

/**
 * Rewrites `for…of` and `for…in`.
 * @param statement - the reserved place before the loop, -1 where no statement may stand
 */
export function walkForEach(node: ForOfStatement | ForInStatement, r: Rewriter, statement: number): void {
  inLoop(node, r, () => walkEach(node, r, statement));
}

function walkEach(node: ForOfStatement | ForInStatement, r: Rewriter, statement: number): void {
  const after: string[] = [];
  const token = declareToken(node.scope, node.left.start, r);
  const open = moveHead(node, r);
  if (node.left.type !== 'VariableDeclaration') walkTargets(node.left, r, r.frame.statements ? after : null);
  else if (open === null) r.walk(node.left);
  const task = node.type === 'ForOfStatement' && node.await && r.frame.task !== '0' ? r.frame.task : '';
  const waits = task === '' ? '' : `${r.hooks}fa(${task},0);`;
  const wait = (walkRight: () => void): void => {
    if (task === '') walkRight();
    else r.wrap(node.right, `${r.hooks}fa(${task},`, ')', walkRight);
  };
  const resumed = task === '' ? '' : `${r.hooks}fr(${task});`;
  const held = node.suspends === true && r.frame.statements ? heldStore(node.right) : null;
  const temporary = held === null ? '' : r.temporary();
  if (held === null || temporary === '') {
    const all = node.type === 'ForInStatement' ? 'st' : 'it';
    if (statement >= 0 && mayPrecede(node.right)) {
      const hook = readAllHook(node.right, all, r, false);
      r.edits.fill(statement, (hook === null ? '' : precede(node.right, r, hook[0], hook[1])) + waits);
    } else if (all === 'st') wait(() => walkKeysRead(node.right, r, false));
    else wait(() => walkIterated(node.right, r, false, checkOf(node)));
    walkBody(node, token + resumed + after.map((hook) => hook + ';').join(''), r, open);
    return;
  }
  const site = r.site(
    'iterate',
    held.start,
    held.end,
    r.code.slice(held.start, Math.min(held.end, held.start + 80)),
    node.start,
  );
  const check =
    held !== node.right
      ? bareCallCheck(node.right.end, JSON.stringify(viewOf(node.right)), r)
      : node.type === 'ForInStatement'
        ? ['', '']
        : operandCheck(checkOf(node), held, r);
  r.operand = callAtOperand(node.right, r);
  const hold = (): void => r.wrap(held, `(${temporary}=${r.hooks}ib(${check[0]}`, `${check[1]},${site}))`);
  if (held === node.right && statement >= 0 && mayPrecede(held)) {
    r.edits.fill(statement, precede(held, r, `${temporary}=${r.hooks}ib(`, `,${site})`) + waits);
  } else if (held === node.right) wait(hold);
  else wait(() => walkChain(node.right, r, hold));
  const step = `${r.hooks}is(${temporary},${site})`;
  const first = `${token}${resumed}${step};${after.map((hook) => hook + ';').join('')}`;
  walkBody(node, first, r, open, endsAlive(node.body) ? `;${step}` : '');
  r.release(temporary);
}

function checkOf(node: ForOfStatement | ForInStatement): 'ci' | 'ca' {
  return node.type === 'ForOfStatement' && node.await ? 'ca' : 'ci';
}

/** The name of the method that a loop over `m.entries()` calls. */
function viewOf(right: Expression): string {
  return right.type === 'CallExpression' && right.callee.type === 'MemberExpression'
    ? memberName(right.callee)
    : '';
}

/** Whether what is iterated can be evaluated before the loop; a variable of the loop's head is in its dead zone there. */
function mayPrecede(node: Expression): boolean {
  if (node.type === 'ThisExpression') return true;
  return node.type === 'Identifier' && node.binding?.scope.kind !== 'head';
}

function precede(node: Expression, r: Rewriter, before: string, after: string): string {
  const variable = node.type === 'Identifier' ? hookedVariable(node) : null;
  const read = variable === null ? '' : variableRead(node as Identifier, variable, r) + ';';
  return `${read}${before}${r.simple(node)}${after};`;
}

/** The store that a loop with suspensions walks: x, or m of `m.entries()`; null if nobody else can change it. */
export function heldStore(right: Expression): Expression | null {
  if (right.type === 'ArrayExpression' || right.type === 'Literal' || right.type === 'TemplateLiteral')
    return null;
  if (right.type === 'Identifier' && isLocalStore(right.binding)) return null;
  if (right.type !== 'CallExpression') return right;
  if (isNewList(right)) return null;
  const { callee } = right;
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return right;
  if (
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.object.binding === undefined
  )
    return null;
  const view = !callee.computed && callee.property.type === 'Identifier' && VIEWS.has(callee.property.name);
  if (
    !view ||
    right.arguments.length > 0 ||
    right.optional ||
    callee.optional ||
    hasOptionalLink(callee.object)
  )
    return right;
  return isNoReceiver(callee.object) ? right : callee.object;
}

/** Whether what is put behind the body may be reached. */
function endsAlive(body: Statement): boolean {
  const last = body.type === 'BlockStatement' ? body.body[body.body.length - 1] : body;
  switch (last?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    default:
      return true;
  }
}

/**
 * Rewrites a loop's body and puts `first` at its start.
 * @param open - opens a block around it
 * @param last - what is put at its end
 */
function walkBody(
  node: ForOfStatement | ForInStatement,
  first: string,
  r: Rewriter,
  open: Open | null = null,
  last = '',
): void {
  const { body } = node;
  if (node.type === 'ForOfStatement') noteFoundEntries(node, r);
  if (open !== null) {
    open(first);
    noteEntries(node, r);
    r.walk(body);
    r.edits.insert(body.end, last + '}');
    return;
  }
  if (first === '') {
    noteEntries(node, r);
    r.walk(body);
  } else if (body.type === 'BlockStatement') {
    r.edits.insert(body.start + 1, first);
    noteEntries(node, r);
    r.walk(body);
    if (last !== '') r.edits.insert(body.end - 1, last);
  } else {
    r.edits.insert(body.start, '{' + first);
    r.walk(body);
    r.edits.insert(body.end, last + '}');
  }
}

/** What the steps of a loop read of a store whose entries it writes back behind a suspension. */
function noteEntries(node: ForOfStatement | ForInStatement, r: Rewriter): void {
  if (node.type !== 'ForOfStatement' || node.suspends !== true || node.left.type !== 'VariableDeclaration')
    return;
  noteLoopEntries(node.left.declarations[0]!.id, node.right, node.body, r);
}

/**
 * `for (let i = 0; …; i++)` → `for (let C=H.sc(s),i = 0; …; C=H.sc(s),i++)`: each iteration has variables of its own, which
 * are copies of the last one's before the step runs.
 */
export function visitFor(node: ForStatement, r: Rewriter): void {
  inLoop(node, r, () => {
    if (!walkCounted(node, r, () => walkFor(node, r))) walkFor(node, r);
  });
}

function walkFor(node: ForStatement, r: Rewriter): void {
  const { init, test, update, scope } = node;
  const token = init == null || scope === undefined ? '' : declareToken(scope, node.start, r);
  const made = token.slice('const '.length, -1);
  const walk = indexLoop(node, r);
  if (token !== '') r.edits.insert(init!.start + 'let'.length, ` ${made},`);
  if (walk !== null) r.edits.insert(walk.first.start, `(${walk.temporary}=void 0,`);
  const sites = r.sites.length;
  if (init != null) r.walk(init);
  if (walk !== null) r.edits.insert(walk.first.end, ')');
  if (walk !== null) r.edits.insert(walk.store.start, `(${walk.temporary}=${r.hooks}ib(`);
  if (test != null) r.walkGuarded(test, 1);
  const end = r.sites.length;
  if (walk !== null) r.edits.insert(walk.store.end, walk.begin);
  if (token !== '') r.edits.insert(update?.start ?? endOfTest(node, r), update == null ? made : made + ',');
  if (walk !== null) r.edits.insert(update!.start, walk.step);
  if (update != null) r.walk(update);
  r.walk(node.body);
  noteLoop(node, sites, end, r);
  if (walk !== null) r.release(walk.temporary);
}

/** The offset behind the second semicolon of a `for` without a step. */
function endOfTest({ init, test }: ForStatement, r: Rewriter): number {
  const first = findToken(r.code, ';', init!.end) + 1;
  return findToken(r.code, ';', test?.end ?? first) + 1;
}
