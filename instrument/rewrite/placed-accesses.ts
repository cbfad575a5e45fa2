// Elements that a loop touches of an object which is the same as long as the function runs: where the elements of that object begin in
// what this thread accessed at its present time (src/threads/seen.ts) is kept in a variable of the function, and the hook is called
// only for an element that is not noted there.
//   v[k]       → v[(P>=0&&typeof k==="number"&&H.sn[P+k]>=H.gn[0]||(P=H.vr(v,k,s,g)),k)]
//   v[f()]     → v[(K=f(),P>=0&&typeof K==="number"&&H.sn[P+K]>=H.gn[0]||(P=H.vr(v,K,s,g)),K)]
//   v[k] = x   → v[k] = (X=x,P>=0&&…&&H.sn[P+k]>H.gn[0]||(P=H.vw(v,k,X,s)),X)     also H.vu, for v[k]++ and v[k] += x
// The time is asked at each access, so what is called in between may release and acquire. A place outside of the view may be another
// view's: such an access touches nothing, whatever is answered.
// Behind the loop the variable is used, too. Only where the object's variable cannot come to mean another object: it is never assigned, and declared outside of the loop.
import type { AnyNode, AssignmentExpression, Expression, MemberExpression } from 'acorn';
import type { BindingKind } from '../analyze/scope.ts';
import type { Rewriter } from './rewriter.ts';
import { isAnonymousFunction } from './temporaries.ts';

/** Longer names are not written several times. */
const MOST_NAME = 60;
const HOLDERS: ReadonlySet<BindingKind> = new Set(['const', 'let', 'param', 'import']);

/** Rewrites a loop: what stands in it runs many times in one call of the function, and what it declares is made anew. */
export function inLoop(node: AnyNode, r: Rewriter, walk: () => void): void {
  const { frame } = r;
  const outer = frame.loop;
  frame.loop ??= node;
  walk();
  frame.loop = outer;
}

/** The variable that holds where the elements of a member's object begin; '' where there is none. */
function placeOf({ object, property, optional }: MemberExpression, r: Rewriter): string {
  const { frame } = r;
  if (frame.suspends || !frame.canDeclare || optional || object.type !== 'Identifier') return '';
  if (property.type === 'Literal' && typeof property.value !== 'number') return '';
  const { binding } = object;
  if (binding === undefined || binding.hooked || binding.unhookable || binding.reassigned) return '';
  if (!HOLDERS.has(binding.kind) || object.name.length > MOST_NAME) return '';
  const { loop } = frame;
  if (loop === null) return frame.places.get(binding) ?? '';
  if (binding.start >= loop.start && binding.start < loop.end) return '';
  return frame.placeOf(binding, () => r.fresh('p'));
}

interface Access {
  readonly place: string;
  readonly object: string;
  /** The text of the key; its temporary, '' where it needs none. */
  readonly key: string;
  readonly temporary: string;
}

function accessOf(node: MemberExpression, r: Rewriter, isKeyFixed: boolean): Access | null {
  const place = placeOf(node, r);
  if (place === '') return null;
  const simple = isKeyFixed ? r.simple(node.property as Expression) : '';
  const text = simple.length > MOST_NAME ? '' : simple;
  const temporary = text === '' ? r.temporary() : '';
  return { place, object: r.simple(node.object), key: text || temporary, temporary };
}

/** The hook's call, unless the element is noted. */
function call({ place, object, key }: Access, hook: string, tail: string, r: Rewriter): string {
  const number = /^[\d.]/.test(key) ? '' : `typeof ${key}==="number"&&`;
  const noted = `${place}>=0&&${number}${r.hooks}sn[${place}+${key}]${hook === 'vr' ? '>=' : '>'}${r.hooks}gn[0]`;
  return `${noted}||(${place}=${r.hooks}${hook}(${object},${key}${tail}))`;
}

function walkBehind(node: MemberExpression, access: Access, hooked: string, r: Rewriter): void {
  r.walkSpine(node.object, null);
  const { key, temporary } = access;
  const [before, after] = temporary === '' ? [`(${hooked},`, ')'] : [`(${key}=`, `,${hooked},${key})`];
  r.wrap(node.property, before, after, () => r.walk(node.property));
  r.release(temporary);
}

/** `v[k]`, an element that is watched; false if it is not of that kind. */
export function walkPlacedRead(node: MemberExpression, r: Rewriter): boolean {
  const access = accessOf(node, r, true);
  if (access === null) return false;
  const tail = `,${r.memberSite('read', node)}${r.guard === 1 ? ',1' : ''}`;
  walkBehind(node, access, call(access, 'vr', tail, r), r);
  return true;
}

/** `v[k]++`, `v[k] += x`, without the right side. */
export function walkPlacedUpdate(node: MemberExpression, whole: Expression, r: Rewriter): boolean {
  const access = accessOf(node, r, true);
  if (access === null) return false;
  walkBehind(node, access, call(access, 'vu', `,${r.memberSite('update', node, whole)}`, r), r);
  return true;
}

/** `v[k] = x` */
export function walkPlacedWrite(
  node: AssignmentExpression,
  left: MemberExpression,
  r: Rewriter,
  walkRight: () => void,
): boolean {
  if (isAnonymousFunction(node.right)) return false;
  const simple = r.simple(node.right);
  // What is on the right may assign the key.
  const access = accessOf(left, r, simple !== '' || left.property.type === 'Literal');
  if (access === null) return false;
  const { key, temporary } = access;
  const site = r.memberSite('write', left, node);
  r.walkSpine(left.object, null);
  if (temporary === '') r.walk(left.property);
  else r.wrap(left.property, `(${key}=`, ')', () => r.walk(left.property));
  const value = simple === '' ? r.temporary() : simple;
  const hooked = call(access, 'vw', `,${value},${site}`, r);
  if (simple === '') r.wrap(node.right, `(${value}=`, `,${hooked},${value})`, walkRight);
  else r.wrap(node.right, `(${hooked},`, ')', walkRight);
  if (simple === '') r.release(value);
  r.release(temporary);
  return true;
}
