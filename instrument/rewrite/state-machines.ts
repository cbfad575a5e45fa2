// What a compiler made of an async function for engines without generators: its task begins where the state machine is made, and each of the
// machine's `return`s tells what becomes of it (K: the entry of the function that makes the machine).
//   return [4, x]              return [4, H.aw(K,x,s)]              x alone in regenerator's
//   return [2, x]              return [2, H.me(K,x,P)]              C.a(2, x); P: whether a `finally` comes first, a.label>=1&&a.label<3
//   return [7]                 return (H.mf(K),[7])                 C.f(n): a `finally` has run to its end
//   return C.abrupt("return", x)   return C.abrupt("return", H.ret(K,x))    that one ends by C.stop(), behind any `finally`
// An exception ends it by its promise, which is rejected in the same turn.
import type { AnyNode, ReturnStatement } from 'acorn';
import { type StateMachine, stepOf } from '../select/state-machines.ts';
import { walkAnswer } from './answers.ts';
import type { Rewriter } from './rewriter.ts';
import { suspend } from './suspensions.ts';

/** Rewrites a `return` of a state machine. */
export function visitStep(node: ReturnStatement, machine: StateMachine, r: Rewriter): void {
  const { argument } = node;
  if (argument == null) return;
  const { frame, hooks } = r;
  const step = stepOf(node, machine);
  switch (step.kind) {
    case 'await':
      suspend(step.value, step.value, r);
      return;
    case 'finally':
      if (frame.inLoop) r.walk(argument);
      else r.wrap(argument, `(${hooks}mf(${frame.task}),`, ')');
      return;
    case 'return': {
      const { value, last } = step;
      if (frame.inLoop) {
        walkReturned(argument, r, () => r.walk(argument));
        return;
      }
      const end = `${mayEndLater(machine)})`;
      if (value === null) {
        if (last) r.wrap(argument, `(${hooks}me(${frame.task},void 0,${end},`, ')');
        else r.walk(argument);
      } else
        walkReturned(value, r, () =>
          r.wrap(value, `${hooks}${last ? 'me' : 'ret'}(${frame.task},`, last ? `,${end}` : ')'),
        );
      return;
    }
    default:
      r.walk(argument);
  }
}

function walkReturned(node: AnyNode, r: Rewriter, walk: () => void): void {
  r.returned = true;
  walkAnswer(node, r, walk);
  r.returned = false;
}

/** The expression that says whether a `finally` comes behind a `return` that stands here. */
function mayEndLater({ context, regenerator, finals }: StateMachine): string {
  const at = `${context}.${regenerator ? 'p' : 'label'}`;
  return finals.map(([from, to]) => `${at}>=${from}&&${at}<${to}`).join('||') || 'false';
}
