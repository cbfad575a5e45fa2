// Where V8's message would name a hook or a temporary, a hook throws the TypeError in V8's words before V8 does
// (src/hooks/native-errors.ts). The construct is named by an offset: of a call its end, of other constructs the start of the operand.
//   this.m.get(k) → (t=this.m).get(H.cf(t,"get",B,OFF,H.mget(t,k,s)))       [...x] → [...H.it(H.ci(x,B,OFF),s)]
import type { CallExpression, Expression, Identifier, NewExpression } from 'acorn';
import { isChain, samePlace } from '../messages/positions.ts';
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

/**
 * A call or construction of a variable that V8 takes for what is iterated gets a check of the variable: around its last
 * argument or, without arguments, ahead of it. None where the variable may be another one by then, or asking for it is seen.
 */
export function calleeCheck(
  node: CallExpression | NewExpression,
  callee: Identifier,
  r: Rewriter,
): readonly [before: string, after: string] | null {
  const { binding } = callee;
  if (node !== r.operand || binding === undefined) return null;
  if (node.arguments.some((value) => value.type === 'SpreadElement')) return null;
  if (binding.reassigned && node.arguments.some((value) => r.simple(value as Expression) === '')) return null;
  return [calleeHook(node, callee.name, r), ')'];
}

/** That check, up to the value it returns. */
export function calleeHook(node: CallExpression | NewExpression, callee: string, r: Rewriter): string {
  return `${r.hooks}${node.type === 'NewExpression' ? 'cn' : 'cv'}(${callee},${r.base},${node.end}`;
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
export function callAtOperand(node: Expression, r: Rewriter): Expression | null {
  const placed = samePlace(node, r.code);
  if (placed !== null) return callAtOperand(placed, r);
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
