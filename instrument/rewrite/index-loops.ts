// Loops over indexes that suspend: `for (let i = 0; i < x.length; i++) {… await …; x[i] …}`. An element that another task
// takes out before i moves the rest to places that the loop has passed.
//   → for (let i = (t=void 0,0); i < (t=H.ib(x,s,1,t)).length; H.is(t,s,1),i++) {…}
// The walk begins where the test comes to x, or to another x than before. `continue` comes to the step of the `for`, too.
// What is appended the loop comes to, and what is taken off the end it does not: neither is a change for it.
import type { Expression, ForStatement, Identifier, MemberExpression, Super } from 'acorn';
import { isLocalStore } from '../select/local-stores.ts';
import type { Rewriter } from './rewriter.ts';

/** Where the hooks of an index loop stand: around the counter's first value, around the store, and before the step. */
export interface IndexLoop {
  readonly first: Expression;
  readonly store: Expression;
  readonly temporary: string;
  /** Stands behind the store. */
  readonly begin: string;
  readonly step: string;
}

/** The loop's hooks; null where it is none over indexes, never suspends, or walks what nobody else can change. */
export function indexLoop(node: ForStatement, r: Rewriter): IndexLoop | null {
  const { init, test, update, body } = node;
  if (node.suspends !== true || !r.frame.statements || test == null || update?.type !== 'UpdateExpression')
    return null;
  if (update.operator !== '++' || update.argument.type !== 'Identifier') return null;
  const from = firstValue(init ?? null);
  if (from === null) return null;
  const store = bounded(test, update.argument.name);
  if (store === null) return null;
  const read = elementRead(store, update.argument.name, body.start, body.end, r);
  if (read < 0) return null;
  const temporary = r.temporary();
  if (temporary === '') return null;
  return { first: from, store, temporary, ...hooksOf(store, node.start, read, temporary, r) };
}

/** Where `x[i]` stands first in a part of the text; -1: nowhere. */
export function elementRead(
  store: Expression,
  counter: string,
  from: number,
  to: number,
  r: Rewriter,
): number {
  const read = r.code.indexOf(`${r.code.slice(store.start, store.end)}[${counter}]`, from);
  return read >= to || (read >= 0 && /[\w$.#]/.test(r.code[read - 1]!)) ? -1 : read;
}

/** What stands behind the store, and before the step. */
export function hooksOf(
  store: Expression,
  start: number,
  read: number,
  temporary: string,
  r: Rewriter,
): Pick<IndexLoop, 'begin' | 'step'> {
  const text = r.code.slice(store.start, store.end);
  const first = r.site('iterate', store.start, store.end, text, start);
  const end = r.code.indexOf(']', read) + 1;
  const last = r.site('iterate', read, end, r.code.slice(read, end), read);
  return { begin: `,${first},1,${temporary}))`, step: `${r.hooks}is(${temporary},${last},1),` };
}

/** The expression by which the loop's first variable begins, if it runs nothing. */
function firstValue(init: NonNullable<ForStatement['init']> | null): Expression | null {
  const value =
    init?.type === 'VariableDeclaration'
      ? init.declarations[0]!.init
      : init?.type === 'AssignmentExpression'
        ? init.right
        : null;
  return value?.type === 'Literal' || value?.type === 'Identifier' ? value : null;
}

/** x of `i < x.length`, also where more is asked. */
export function bounded(test: Expression, counter: string): Expression | null {
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return bounded(test.left, counter) ?? bounded(test.right, counter);
  if (test.type !== 'BinaryExpression' || test.operator !== '<') return null;
  const { left, right } = test;
  if (left.type !== 'Identifier' || left.name !== counter || right.type !== 'MemberExpression') return null;
  if (right.computed || right.optional || (right.property as Identifier).name !== 'length') return null;
  return isPath(right.object) && !isOwn(right.object) ? right.object : null;
}

/** A variable, or what `this` or a variable holds by names. */
function isPath(node: Expression | Super): node is Expression {
  let at: Expression | Super = node;
  while (at.type === 'MemberExpression' && !at.computed && !at.optional) at = (at as MemberExpression).object;
  return at.type === 'Identifier' || (at.type === 'ThisExpression' && at !== node);
}

function isOwn(node: Expression): boolean {
  return node.type === 'Identifier' && isLocalStore(node.binding);
}
