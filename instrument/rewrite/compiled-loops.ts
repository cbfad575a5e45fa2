// Walks that a compiler wrote out (select/compiled-loops.ts), where a function that suspends makes them, as in loops.ts; T is a variable of
// the function that was written, which makes the state machine.
//   i = __values(m.entries())   i = __values((T=H.ib(m,s)).entries())      i.next()   (H.is(T,s),i.next())
//   i = __values(x)             i = __values(H.it(x,s))                    elsewhere
import type { CallExpression, Expression } from 'acorn';
import { steppedBy } from '../select/compiled-loops.ts';
import { heldStore } from './loops.ts';
import { walkIterated } from './iterated.ts';
import { walkChain } from './members.ts';
import type { Frame, Lift, Rewriter } from './rewriter.ts';

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

/** The function whose variables last as long as one invocation of what was written. */
function holderOf(frame: Frame): Frame {
  return frame.machine !== null && frame.outer !== null ? frame.outer : frame;
}
