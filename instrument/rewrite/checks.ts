// Where V8's message would name a hook or a temporary, a hook throws the TypeError in V8's words before V8 does
// (src/hooks/native-errors.ts). The construct is named by an offset: of a call its end, of other constructs the start of the operand.
//   this.m.get(k) → (t=this.m).get(H.cf(t,"get",B,OFF,H.mget(t,k,s)))       [...x] → [...H.it(H.ci(x,B,OFF),s)]
import type { CallExpression, Expression, NewExpression } from 'acorn';
import { isChain, placedOperand } from '../messages/positions.ts';
import type { Rewriter } from './rewriter.ts';

/** The two halves of a check around the last argument of a call of `receiver[key]`. */
export function callCheck(
  node: CallExpression | NewExpression,
  receiver: string,
  key: string,
  r: Rewriter,
): readonly [before: string, after: string] {
  return [`${r.hooks}cf(${receiver},${key},${r.base},${node.end},`, ')'];
}

/** The two halves of a check around the receiver of a call without arguments. */
export function bareCallCheck(
  end: number,
  key: string,
  r: Rewriter,
): readonly [before: string, after: string] {
  return [`${r.hooks}c0(`, `,${key},${r.base},${end})`];
}

/** The two halves of a check around what is iterated (`ci`, `ca`) or taken apart (`co`). */
export function operandCheck(
  hook: 'ci' | 'ca' | 'co',
  node: { readonly start: number },
  r: Rewriter,
): readonly [before: string, after: string] {
  return [`${r.hooks}${hook}(`, `,${r.base},${node.start})`];
}

/** The call that V8 takes for what is iterated, because both have one place: `f()` of `[...(a, f())]`. */
export function callAtOperand(node: Expression): Expression | null {
  if (node.type === 'SequenceExpression') return callAtOperand(placedOperand(node));
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? node : null;
}

/** The two halves of an assignment of a receiver to a temporary; V8's places of what follows stay as they are. */
export function receiverBrackets(
  object: Expression,
  temporary: string,
  r: Rewriter,
): readonly [before: string, after: string] {
  return [`${isChain(object, r.code) ? `${r.hooks}id` : ''}(${temporary}=`, ')'];
}
