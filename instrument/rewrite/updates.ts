// `++`, `--` and `delete`: one turn reads and writes.
//   x++ → (H.uv(C,"x",s),x++)     o.name++ → H.up(o,"name",s).name++     delete o[k] → (H.de(o,k,s),delete o[k])
import type { Expression, MemberExpression, UnaryExpression, UpdateExpression } from 'acorn';
import { walkCountedUpdate } from './counted-accesses.ts';
import { hasOptionalLink, isWatchedElement, watchedProperty } from './members.ts';
import { memberPlan } from './member-plan.ts';
import { peekText } from './peeks.ts';
import { walkPlacedUpdate } from './placed-accesses.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';

export function visitUpdate(node: UpdateExpression, r: Rewriter): void {
  const { argument, start, end } = node;
  if (argument.type === 'Identifier') {
    const variable = hookedVariable(argument);
    if (variable === null) return;
    r.noteUpdate(node);
    const site = r.variableSite('update', start, end, variable.name);
    r.edits.insert(start, `(${r.hooks}uv(${variable.token},${JSON.stringify(variable.name)},${site}),`);
    r.edits.insert(end, ')');
  } else if (argument.type === 'MemberExpression') {
    if (walkCountedUpdate(argument, node, r)) return;
    if (isWatchedElement(argument) && walkPlacedUpdate(argument, node, r)) return;
    const plan = memberPlan(argument, r);
    plan?.walkHooked((target) => target.update(r.memberSite('update', argument, node)));
    plan?.release();
  } else r.walk(argument);
}

export function visitUnary(node: UnaryExpression, r: Rewriter): void {
  const { argument } = node;
  if (node.operator !== 'delete') {
    r.walk(argument);
    return;
  }
  const target = argument.type === 'ChainExpression' ? argument.expression : argument;
  if (target.type !== 'MemberExpression') {
    if (target.type !== 'Identifier') r.walk(target);
  } else if (target.object.type !== 'Super' && hasOptionalLink(target.object)) {
    removeBehindLink(node, target, r);
  } else if (!removeInPlace(node, target, r)) {
    const plan = memberPlan(target, r);
    plan?.walkHooked((hooked) => hooked.remove(r.memberSite('delete', target, node)));
    plan?.release();
  }
}

/** `delete o.name` → `(H.dp(o,"name",s),delete o.name)`: V8 gives it the place of the statement. */
function removeInPlace(node: UnaryExpression, target: MemberExpression, r: Rewriter): boolean {
  const name = watchedProperty(target, r);
  const element = name === '' && isWatchedElement(target);
  const object = (name !== '' || element) && target.object.type !== 'Super' ? r.simple(target.object) : '';
  const key = name !== '' ? JSON.stringify(name) : element ? r.simple(target.property as Expression) : '';
  if (object === '' || key === '') return false;
  const site = r.memberSite('delete', target, node);
  r.edits.insert(node.start, `(${r.hooks}${element ? 'de' : 'dp'}(${object},${key},${site}),`);
  r.walkSpine(target.object, null);
  if (element) r.walk(target.property);
  r.edits.insert(node.end, ')');
  return true;
}

/** `delete app?.a.n` → `(H.dp(H.pk(app,"a"),"n",s),delete app?.a.n)`; `delete app?.a[k]` → `delete app?.a[H.rd(H.pk(app,"a"),k,s)]` */
function removeBehindLink(node: UnaryExpression, target: MemberExpression, r: Rewriter): void {
  const name = watchedProperty(target, r);
  const object = name !== '' || isWatchedElement(target) ? peekText(target.object, r) : '';
  if (object === '') {
    r.leave('delete after an optional link', node);
    r.walkSpine(target.object, null);
    if (target.computed) r.walk(target.property);
    return;
  }
  const site = r.memberSite('delete', target, node);
  if (name !== '') {
    r.edits.insert(node.start, `(${r.hooks}dp(${object},${JSON.stringify(name)},${site}),`);
    r.walkSpine(target.object, null);
    r.edits.insert(node.end, ')');
  } else {
    r.walkSpine(target.object, null);
    r.wrap(target.property, `${r.hooks}rd(${object},`, `,${site})`);
  }
}
