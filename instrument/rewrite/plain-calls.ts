// Calls of methods that are not watched, and constructions: checked where the callee itself could not stay as written (checks.ts).
//   o.a.b.f(x) → (t=(H.gp(o.a,"b",s)).b).f(H.cf(t,"f",B,OFF,x))       o.a.b.f() → H.c0((H.gp(o.a,"b",s)).b,"f",B,OFF).f()
import type { CallExpression, Expression, MemberExpression, NewExpression } from 'acorn';
import { isChain } from '../messages/positions.ts';
import { bareCallCheck, callCheck, receiverBrackets } from './checks.ts';
import { hasOptionalLink, walkCallee } from './members.ts';
import type { Lift, Rewriter } from './rewriter.ts';

/** Rewrites a call of a method that is not watched, or a construction; checked where its callee could not stay as written. */
export function walkPlainCall(
  node: CallExpression | NewExpression,
  callee: MemberExpression,
  r: Rewriter,
  lift: Lift | null,
): void {
  const { object } = callee;
  if (object.type === 'Super' || (!callee.computed && r.simple(object) !== '') || hasOptionalLink(object)) {
    walkCallee(callee, r, lift);
    walkArguments(node, r);
    return;
  }
  const outer = r.altered;
  r.altered = false;
  const open = r.edits.insert(object.start, '');
  const key = callee.computed
    ? r.simple(callee.property as Expression)
    : JSON.stringify(nameOfMember(callee));
  const openKey = key === '' ? r.edits.insert(callee.property.start, '') : -1;
  // The key's own temporaries must be others: it is evaluated between the receiver and its check.
  const held = key === '' ? r.temporary() : '';
  walkCallee(callee, r, lift);
  const close = r.edits.insert(object.end, '');
  const closeKey = key === '' ? r.edits.insert(callee.property.end, '') : -1;
  const altered = r.altered && !(callee.property.type === 'PrivateIdentifier');
  r.altered = outer || r.altered;
  const last = node.arguments.at(-1);
  const optional = node.type === 'CallExpression' && node.optional;
  if (!altered || node.arguments.some((value) => value.type === 'SpreadElement')) {
    r.release(held);
    walkArguments(node, r);
    return;
  }
  if (last === undefined && key !== '') {
    if (optional) return;
    const [before, after] = bareCallCheck(node.end, key, r);
    const chain = isChain(object, r.code);
    r.edits.fill(open, (chain ? '' : '(') + before);
    r.edits.fill(close, after + (chain ? '' : ')'));
    return;
  }
  const receiver = held || r.temporary();
  const keyTemporary = key === '' ? r.temporary() : '';
  if (receiver === '' || (key === '' && keyTemporary === '')) {
    r.release(receiver);
    walkArguments(node, r);
    return;
  }
  const [before, after] = receiverBrackets(object, receiver, r);
  r.edits.fill(open, before);
  r.edits.fill(close, after);
  const check = callCheck(node, receiver, key || keyTemporary, r);
  if (last === undefined) {
    r.edits.fill(openKey, `(${keyTemporary}=`);
    r.edits.fill(closeKey, `,${optional ? '' : `${check[0]}0),`}${keyTemporary})`);
  } else {
    if (key === '') {
      r.edits.fill(openKey, `${keyTemporary}=`);
    }
    const [value] = node.arguments.slice(-1) as [Expression];
    r.walkHidden(() => {
      r.walkAll(node.arguments.slice(0, -1));
      r.wrap(value, check[0], check[1]);
    });
  }
  r.release(receiver);
  r.release(keyTemporary);
}

/** Rewrites the arguments of a call: V8 prints none of them. */
export function walkArguments(node: CallExpression | NewExpression, r: Rewriter): void {
  r.walkHidden(() => r.walkAll(node.arguments));
}

function nameOfMember({ property }: MemberExpression): string {
  return property.type === 'Identifier' ? property.name : '';
}
