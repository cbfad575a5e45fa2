// Calls of methods that are not watched, and constructions: checked where the callee itself could not stay as written (checks.ts).
// Calls by a computed name tell the method at run time: o[k](x) → o[k](H.m1(o,H.mc(k),s,x)), o[k]() → (H.m0(o,H.mc(k),s),o[k]())
//   [...f(x)] → [...H.it(H.ci(f(H.cv(f,B,OFF,x)),B,OFF),s)]
//   o.a.b.f(x) → (t=(H.gp(o.a,"b",s)).b).f(H.cf(t,"f",B,OFF,x))       o.a.b.f() → H.c0((H.gp(o.a,"b",s)).b,"f",B,OFF).f()
import type { CallExpression, Expression, Identifier, MemberExpression, NewExpression } from 'acorn';
import { isChain } from '../messages/positions.ts';
import { bareCallCheck, callCheck, calleeCheck, calleeHook, receiverBrackets } from './checks.ts';
import { hasOptionalLink, isWatchedElement, walkCallee, walkReference, watchedProperty } from './members.ts';
import type { Lift, Rewriter } from './rewriter.ts';

/** `o.name()`, where `name` is assigned: what is called may have been put there for others to call. */
function findCallback(
  node: CallExpression | NewExpression,
  callee: MemberExpression,
  r: Rewriter,
  lift: Lift | null,
): void {
  if (lift === null || node.type !== 'CallExpression' || callee.optional || callee.computed) return;
  if (hasOptionalLink(callee.object)) return;
  const name = watchedProperty(callee, r);
  const object = name === '' ? '' : r.simple(callee.object);
  if (object === '') return;
  const isPrivate = name.startsWith('#');
  if (isPrivate && r.privateNames.findLast((names) => names.has(name.slice(1)))?.get(name.slice(1)) !== true)
    return;
  lift.push(`${r.hooks}fp(${object},${JSON.stringify(name)}${isPrivate ? `,${object}.${name}` : ''})`);
}

/** Rewrites a call of a method that is not watched, or a construction; checked where its callee could not stay as written. */
export function walkPlainCall(
  node: CallExpression | NewExpression,
  callee: MemberExpression,
  r: Rewriter,
  lift: Lift | null,
): void {
  const { object } = callee;
  const iterated = node === r.operand;
  if (
    object.type === 'Super' ||
    (!callee.computed && !iterated && r.simple(object) !== '') ||
    hasOptionalLink(object)
  ) {
    findCallback(node, callee, r, lift);
    walkCallee(callee, r, lift);
    walkArguments(node, r);
    return;
  }
  const outer = r.altered;
  r.altered = false;
  const before = [r.edits.length, lift?.length ?? 0] as const;
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
  const altered = (r.altered || iterated) && !(callee.property.type === 'PrivateIdentifier');
  r.altered = outer || r.altered;
  const last = node.arguments.at(-1);
  const optional = node.type === 'CallExpression' && node.optional;
  if (node.arguments.some((value) => value.type === 'SpreadElement')) {
    r.release(held);
    walkArguments(node, r);
    return;
  }
  // `(a, b).f()`: what is put around a sequence takes its last value.
  const group = object.type === 'SequenceExpression' ? ['(', ')'] : ['', ''];
  const byName = isCallByName(node, callee, r);
  if (!altered) {
    r.release(held);
    const text = r.simple(object);
    if (!byName || key === '' || text === '') walkArguments(node, r);
    else if (last === undefined) lift?.push(methodHook(node, callee, text, key, r));
    else walkHookedLast(node, [methodHook(node, callee, text, key, r), ')'], r);
    return;
  }
  if (last === undefined && key !== '') {
    if (optional) return;
    const [check, end] = bareCallCheck(node.end, key, r);
    const chain = isChain(object, r.code);
    r.edits.fill(open, (chain ? '' : '(') + check + group[0]);
    r.edits.fill(close, group[1] + end + (chain ? '' : ')'));
    return;
  }
  const receiver = held || r.temporary();
  const keyTemporary = key === '' ? r.temporary() : '';
  if (receiver === '' || (key === '' && keyTemporary === '')) {
    r.release(receiver);
    // What an eval says is compared with what it says natively; at the top of a script hooks are worth more.
    if (r.goal === 'eval') {
      r.edits.undo(before[0]);
      if (lift !== null) lift.length = before[1];
      r.altered = outer;
    }
    walkArguments(node, r);
    return;
  }
  const [bracket, after] = receiverBrackets(object, receiver, r);
  r.edits.fill(open, bracket + group[0]);
  r.edits.fill(close, group[1] + after);
  const check = callCheck(node, receiver, key || keyTemporary, r);
  if (last === undefined) {
    r.edits.fill(openKey, `(${keyTemporary}=`);
    r.edits.fill(closeKey, `,${optional ? '' : `${check[0]}0),`}${keyTemporary})`);
  } else {
    if (key === '') {
      r.edits.fill(openKey, `${keyTemporary}=`);
    }
    const hook = byName ? methodHook(node, callee, receiver, key || keyTemporary, r) : '';
    walkHookedLast(node, [check[0] + hook, (byName ? ')' : '') + check[1]], r);
  }
  r.release(receiver);
  r.release(keyTemporary);
}

/** Rewrites the arguments of a call or construction of a variable that is checked; false: it is not. */
export function walkCheckedCall(
  node: CallExpression | NewExpression,
  callee: Identifier,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  const check = calleeCheck(node, callee, r);
  if (check === null) return false;
  if (node.arguments.length > 0) walkHookedLast(node, [`${check[0]},`, check[1]], r);
  else lift?.push(check.join(''));
  return true;
}

/** The same for the construction of what a variable holds. */
export function walkCheckedConstructor(
  node: NewExpression,
  callee: Identifier,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  if (calleeCheck(node, callee, r) === null) return walkCheckedCallee(node, callee, r);
  r.walkSpine(callee, lift);
  return walkCheckedCall(node, callee, r, lift);
}

/** The same for what is called by neither a name nor a member: `[...(0, o.f)(x)]` → `(t=(0, o.f))(H.cv(t,B,OFF,x))`. */
export function walkCheckedCallee(
  node: CallExpression | NewExpression,
  callee: Expression,
  r: Rewriter,
): boolean {
  if (node.type === 'CallExpression' && node.optional) return false;
  if (node.arguments.some((value) => value.type === 'SpreadElement')) return false;
  const held = r.temporary();
  if (held === '') return false;
  const check = calleeHook(node, held, r);
  const bare = node.arguments.length === 0;
  r.wrap(callee, `(${held}=`, bare ? `,${check}),${held})` : ')', () => walkReference(callee, r));
  if (!bare) walkHookedLast(node, [`${check},`, ')'], r);
  r.release(held);
  return true;
}

/** Whether a method is called by a name that is known at run time, with arguments that can be told. */
function isCallByName(node: CallExpression | NewExpression, callee: MemberExpression, r: Rewriter): boolean {
  const { property } = callee;
  return (
    node.type === 'CallExpression' &&
    callee.computed &&
    !(property.type === 'Literal' && typeof property.value !== 'string') &&
    !node.optional &&
    !callee.optional &&
    isWatchedElement(callee) &&
    node.arguments.slice(0, -1).every((value) => value.type !== 'SpreadElement' && r.simple(value) !== '')
  );
}

/** The hook of such a call: whole where there are no arguments, else up to the last of them. */
function methodHook(
  node: CallExpression | NewExpression,
  callee: MemberExpression,
  receiver: string,
  key: string,
  r: Rewriter,
): string {
  const count = node.arguments.length;
  const others = node.arguments.slice(0, -1).map((value) => r.simple(value as Expression) + ',');
  const about = `${receiver},${r.hooks}mc(${key}),${r.memberSite('call', callee, node)}`;
  if (count === 0) return `${r.hooks}m0(${about})`;
  return `${r.hooks}${count <= 3 ? `m${count}` : 'mn'}(${about},${others.join('')}`;
}

function walkHookedLast(
  node: CallExpression | NewExpression,
  [before, after]: readonly [before: string, after: string],
  r: Rewriter,
): void {
  const [value] = node.arguments.slice(-1) as [Expression];
  r.walkHidden(() => {
    r.walkAll(node.arguments.slice(0, -1));
    r.wrap(value, before, after);
  });
}

/** Rewrites the arguments of a call: V8 prints none of them. */
export function walkArguments(node: CallExpression | NewExpression, r: Rewriter): void {
  r.walkHidden(() => r.walkAll(node.arguments));
}

function nameOfMember({ property }: MemberExpression): string {
  return property.type === 'Identifier' ? property.name : '';
}
