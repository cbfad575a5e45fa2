// The accesses of loops that count: the hook is called in the first iteration, and again only if it asks for that (counted-loops.ts).
import type { AssignmentExpression, Expression, MemberExpression } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { textWith, type CountedAccess } from '../select/counted-loops.ts';
import type { Rewriter } from './rewriter.ts';

const NONE: ReadonlyMap<Binding, Expression> = new Map();

/** The call of an access's hook, unless the loop has told it already. */
function call(
  member: MemberExpression,
  access: CountedAccess,
  hook: string,
  tail: string,
  r: Rewriter,
): string {
  const { state, loop } = access;
  // As it is written: another variable may have the name of one that a constant is made of.
  const here = { counter: loop.counter, constants: NONE };
  const key = textWith(member.property as Expression, here, loop.counter.name);
  return `${state}===0&&(${state}=${r.hooks}${hook}(${r.simple(member.object)},${key}${tail}))`;
}

function walkBehind(member: MemberExpression, before: string, r: Rewriter): void {
  r.walkSpine(member.object, null);
  r.wrap(member.property, `(${before},`, ')');
}

/** `a[i]` → `a[(T||(T=H.cr(a,i,s)),i)]`; false if it is no access of a counted loop. */
export function walkCountedRead(node: MemberExpression, r: Rewriter): boolean {
  const access = r.counted.get(node);
  if (access === undefined) return false;
  access.site = r.memberSite('read', node);
  walkBehind(node, call(node, access, 'cr', `,${access.site}${r.guard === 1 ? ',1' : ''}`, r), r);
  return true;
}

/** `a[i]++`, `a[i] += v` → `a[(T||(T=H.cu(a,i,s)),i)] += v`, without the right side. */
export function walkCountedUpdate(node: MemberExpression, whole: Expression, r: Rewriter): boolean {
  const access = r.counted.get(node);
  if (access === undefined) return false;
  access.site = r.memberSite('update', node, whole);
  walkBehind(node, call(node, access, 'cu', `,${access.site}`, r), r);
  return true;
}

/** `a[i] = v` → `a[i] = (V=v,T||(T=H.cw(a,i,V,s)),V)`; V only where v is not simple. */
export function walkCountedWrite(
  node: AssignmentExpression,
  left: MemberExpression,
  r: Rewriter,
  walkRight: () => void,
): boolean {
  const access = r.counted.get(left);
  if (access === undefined) return false;
  r.walkSpine(left.object, null);
  r.walk(left.property);
  access.site = r.memberSite('write', left, node);
  const simple = r.simple(node.right);
  const value = simple === '' ? r.temporary() : simple;
  const hook = call(left, access, 'cw', `,${value},${access.site}`, r);
  if (simple === '') r.wrap(node.right, `(${value}=`, `,${hook},${value})`, walkRight);
  else r.wrap(node.right, `(${hook},`, ')', walkRight);
  if (simple === '') r.release(value);
  return true;
}
