// Reads of members, and the chains they stand in.
//   o.name → H.gp(o,"name",s,g).name       o[k] → H.ge(o,k,s,g)[k]       o[f()] → o[H.rk(o,f(),s,g)]
// In a chain that ends in a call the hook of its first link goes in front of the whole chain, so that V8 still says
// "o.name.get is not a function".
import type { AnyNode, Expression, MemberExpression, Super } from 'acorn';
import { isLocalStore } from '../select/local-stores.ts';
import { isOwnValue } from '../select/own-values.ts';
import { isExports, memberName } from '../select/property-names.ts';
import { isElementMethodName, isHostObject, isWellKnownSymbol } from '../select/receivers.ts';
import { walkCountedRead } from './counted-accesses.ts';
import { walkPlacedRead } from './placed-accesses.ts';
import { receiverBrackets } from './checks.ts';
import { isChain } from '../messages/positions.ts';
import { peekText } from './peeks.ts';
import type { Lift, Rewriter } from './rewriter.ts';

/** Rewrites a whole chain: what is lifted out of it goes before it, in one pair of brackets. */
export function walkChain(node: AnyNode, r: Rewriter, walk: (lift: Lift) => void): void {
  const at = r.edits.insert(node.start, '');
  const lift: Lift = [];
  walk(lift);
  if (lift.length === 0) return;
  r.edits.fill(at, `(${lift.join(',')},`);
  r.edits.insert(node.end, ')');
}

/** Whether a method that touches one element of a view is taken as a value: no hook will stand before its calls. */
function takesElementMethod(node: MemberExpression): boolean {
  return node.object.type !== 'Super' && isElementMethodName(memberName(node));
}

/** Rewrites what is called: a reference, which must stay one so that `this` is kept. */
export function walkReference(node: Expression, r: Rewriter): void {
  if (node.type === 'ChainExpression') r.walkSpine(node.expression, null);
  else if (node.type === 'MemberExpression') walkCallee(node, r, null);
  else r.walk(node);
}

/** Rewrites `o.name` or `o[k]` as what is called: the name itself gets no hook, a computed one does. */
export function walkCallee(node: MemberExpression, r: Rewriter, lift: Lift | null): void {
  if (node.computed) walkMember(node, r, lift);
  else r.walkSpine(node.object, lift);
}

/** Whether the chain to the left can be cut short by `?.`, so that no call may be put around it. */
export function hasOptionalLink(node: Expression | Super): boolean {
  for (let at: Expression | Super = node; ;) {
    if (at.type === 'MemberExpression') {
      if (at.optional) return true;
      at = at.object;
    } else if (at.type === 'CallExpression') {
      if (at.optional) return true;
      at = at.callee;
    } else return false;
  }
}

/** Whether a call stands in the chain. */
export function hasCall(node: Expression | Super): boolean {
  for (let at: Expression | Super = node; ;) {
    if (at.type === 'MemberExpression') at = at.object;
    else return at.type === 'CallExpression';
  }
}

/**
 * The brackets around a hook that a member is read from: V8 tells the column of `a.b` by its name and that of `f().b` by its
 * dot, so a hook's call must not look like one that was written.
 */
export function bracketsOf(object: Expression | Super, r: Rewriter): readonly [open: string, close: string] {
  return isChain(object, r.code) ? ['', ''] : ['(', ')'];
}

/** Whether the selection watches elements of this member's object. */
export function isWatchedElement(node: MemberExpression): boolean {
  const { object, property } = node;
  return (
    node.computed &&
    !isHostObject(object) &&
    !isOwnValue(object) &&
    !(object.type === 'Identifier' && isLocalStore(object.binding)) &&
    !isWellKnownSymbol(property as Expression)
  );
}

/** The hooked name of a plain member, '' where the selection drops it. */
export function watchedProperty(node: MemberExpression, r: Rewriter): string {
  const name = r.watchedMember(node);
  if (name === '' || isOwnValue(node.object)) return '';
  if (isHostObject(node.object) && !isExports(node.object)) return '';
  return node.object.type === 'Identifier' && isLocalStore(node.object.binding) ? '' : name;
}

/** Rewrites a member that is read. */
export function walkMember(node: MemberExpression, r: Rewriter, lift: Lift | null): void {
  const { object } = node;
  const element = isWatchedElement(node);
  if (walkCountedRead(node, r) || (element && lift === null && walkPlacedRead(node, r))) {
    r.altered = true;
    return;
  }
  const name = watchedProperty(node, r);
  if (name === '' && takesElementMethod(node) && !hasOptionalLink(object)) {
    readThrough(object, r.simple(object), 'dm', `,${r.memberSite('read', node)})`, r, lift);
    if (node.computed) walkKey(node, r);
    return;
  }
  if (name === '' && !element) {
    if (object.type !== 'Super') r.walkSpine(object, lift);
    if (node.computed) walkKey(node, r);
    return;
  }
  const guard = r.guard === 1 ? ',1' : '';
  if (hasOptionalLink(object)) {
    walkBehindLink(node, name, guard, r, lift);
    return;
  }
  const text = r.simple(object);
  if (name !== '') {
    const tail = `,${JSON.stringify(name)},${r.memberSite('read', node)}${guard})`;
    readThrough(object, text, 'gp', tail, r, lift);
    return;
  }
  const key = node.property as Expression;
  const keyText = r.simple(key);
  if (keyText !== '') {
    readThrough(object, text, 'ge', `,${keyText},${r.memberSite('read', node)}${guard})`, r, lift);
    walkKey(node, r);
    return;
  }
  const temporary = text === '' ? r.temporary() : '';
  if (text === '' && temporary === '') {
    r.leave('computed member where no temporary can be declared', node);
    r.walkSpine(object, lift);
    walkKey(node, r);
    return;
  }
  const site = r.memberSite('read', node);
  r.altered = true;
  if (text !== '') r.walkSpine(object, lift);
  else {
    const [before, after] = receiverBrackets(object as Expression, temporary, r);
    r.wrap(object, before, after, () => r.walkSpine(object, lift));
  }
  r.wrap(key, `${r.hooks}rk(${text || temporary},`, `,${site}${guard})`, () => walkKey(node, r));
  r.release(temporary);
}

/** A member whose object may not be reached: `app?.a.n`, `app?.a[k]`. */
function walkBehindLink(
  node: MemberExpression,
  name: string,
  guard: string,
  r: Rewriter,
  lift: Lift | null,
): void {
  const object = peekText(node.object, r);
  if (object === '' || (name !== '' && lift === null)) {
    r.leave('member of a call after an optional link', node);
    r.walkSpine(node.object, lift);
    if (node.computed) walkKey(node, r);
    return;
  }
  const site = r.memberSite('read', node);
  r.walkSpine(node.object, lift);
  if (name !== '') {
    lift!.push(`${r.hooks}gp(${object},${JSON.stringify(name)},${site}${guard})`);
    if (node.computed) walkKey(node, r);
  } else r.wrap(node.property, `${r.hooks}rk(${object},`, `,${site}${guard})`, () => walkKey(node, r));
}

function readThrough(
  object: Expression | Super,
  text: string,
  hook: string,
  tail: string,
  r: Rewriter,
  lift: Lift | null,
): void {
  if (lift !== null && text !== '') {
    r.walkSpine(object, lift);
    lift.push(`${r.hooks}${hook}(${text}${tail}`);
  } else {
    r.altered = true;
    const [open, close] = bracketsOf(object, r);
    r.wrap(object, `${open}${r.hooks}${hook}(`, tail + close, () => r.walkSpine(object, lift));
  }
}

/** Rewrites a computed key. */
export function walkKey(node: MemberExpression, r: Rewriter): void {
  r.walk(node.property);
}

/** A member read for its value. */
export function visitMember(node: MemberExpression, r: Rewriter): void {
  if (hasCall(node.object)) walkChain(node, r, (lift) => walkMember(node, r, lift));
  else walkMember(node, r, null);
}
