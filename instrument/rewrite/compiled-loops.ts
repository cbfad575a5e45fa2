// Walks that a compiler wrote out (select/compiled-loops.ts), where a function that suspends makes them, as in loops.ts; T is a variable of
// the function that was written, which makes the state machine.
//   i = __values(m.entries())   i = __values((T=H.ib(m,s)).entries())      i.next()   (H.is(T,s),i.next())
//   i = __values(x)             i = __values(H.it(x,s))                    elsewhere
//   i = 0; … if (!(i < x.length)) return [3, 4]; … i++    as in index-loops.ts
import type { AnyNode, CallExpression, Expression } from 'acorn';
import { steppedBy } from '../select/compiled-loops.ts';
import { bounded, elementRead, hooksOf, type IndexLoop } from './index-loops.ts';
import { heldStore } from './loops.ts';
import { walkIterated } from './iterated.ts';
import { walkChain } from './members.ts';
import type { Frame } from './frame.ts';
import type { Lift, Rewriter } from './rewriter.ts';

/** Rewrites the call that makes an iterator of `iterated`, where the rest of it needs no hook. */
export function walkIterator(node: CallExpression, iterated: Expression, r: Rewriter): void {
  const held = r.frame.suspends ? heldStore(iterated) : null;
  const holder = holderOf(r.frame);
  const variable = node.iterator?.variable.binding;
  if (held === null || !holder.canDeclare || variable === undefined) {
    walkIterated(iterated, r, false);
    return;
  }
  const temporary = holder.take(() => r.fresh('t'));
  const text = r.code.slice(held.start, Math.min(held.end, held.start + 80));
  const site = r.site('iterate', held.start, held.end, text);
  r.walks.set(variable, `${r.hooks}is(${temporary},${site})`);
  const hold = (): void => r.wrap(held, `(${temporary}=${r.hooks}ib(`, `,${site}))`);
  if (held === iterated) hold();
  else walkChain(iterated, r, hold);
}

/** Tells the step that a call takes, before it. */
export function tellStep(node: CallExpression, r: Rewriter, lift: Lift | null): void {
  const { binding } = steppedBy(node) ?? {};
  const step = binding === undefined ? undefined : r.walks.get(binding);
  if (step !== undefined && lift !== null) lift.push(step);
}

/**
 * Rewrites the test of a state machine's loop that counts (index-loops.ts), whose hooks stand also where the counter begins and where it is
 * counted up: `i = 0` before it, `i++` in its states.
 * @param before - the statements before it, the last one first
 * @param body - those of its states
 */
export function walkIndexTest(
  test: Expression,
  before: readonly AnyNode[],
  body: readonly AnyNode[],
  r: Rewriter,
): void {
  const walk = indexWalk(test, before, body, r);
  if (walk === null) {
    r.walkGuarded(test, 1);
    return;
  }
  const { first, store, step, temporary, hooks } = walk;
  r.edits.insert(first.start, `(${temporary}=void 0,`);
  r.edits.insert(first.end, ')');
  r.edits.insert(store.start, `(${temporary}=${r.hooks}ib(`);
  r.walkGuarded(test, 1);
  r.edits.insert(store.end, hooks.begin);
  r.edits.insert(step.start, hooks.step);
}

function indexWalk(
  test: Expression,
  before: readonly AnyNode[],
  body: readonly AnyNode[],
  r: Rewriter,
): {
  readonly first: Expression;
  readonly store: Expression;
  readonly step: AnyNode;
  readonly temporary: string;
  readonly hooks: Pick<IndexLoop, 'begin' | 'step'>;
} | null {
  const asked = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : test;
  const step = body.findLast((statement) => bounded(asked, countedBy(statement)) !== null);
  if (step === undefined) return null;
  const name = countedBy(step);
  const store = bounded(asked, name);
  const first = beginOf(name, before);
  const read = store === null ? -1 : elementRead(store, name, test.end, body.at(-1)!.end, r);
  const holder = holderOf(r.frame);
  if (store === null || first === null || read < 0 || !holder.canDeclare) return null;
  const temporary = holder.take(() => r.fresh('t'));
  return { first, store, step, temporary, hooks: hooksOf(store, test.start, read, temporary, r) };
}

/** The variable that a statement counts up; '' if it does not. */
function countedBy(node: AnyNode): string {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'UpdateExpression') return '';
  const { operator, argument } = node.expression;
  return operator === '++' && argument.type === 'Identifier' ? argument.name : '';
}

/** The literal that a counter begins with. */
function beginOf(counter: string, before: readonly AnyNode[]): Expression | null {
  for (const statement of before) {
    if (statement.type !== 'ExpressionStatement') continue;
    const { expression } = statement;
    const all = expression.type === 'SequenceExpression' ? expression.expressions : [expression];
    for (const part of all)
      if (
        part.type === 'AssignmentExpression' &&
        part.left.type === 'Identifier' &&
        part.left.name === counter
      )
        return part.operator === '=' && part.right.type === 'Literal' ? part.right : null;
  }
  return null;
}

/** The function whose variables last as long as one invocation of what was written. */
function holderOf(frame: Frame): Frame {
  return frame.machine !== null && frame.outer !== null ? frame.outer : frame;
}
