// `++`, `--` and `delete`: one turn reads and writes.
//   x++ → (H.uv(C,"x",s),x++)     o.name++ → H.up(o,"name",s).name++     delete o[k] → delete H.de(o,k,s)[k]
import type { UnaryExpression, UpdateExpression } from 'acorn';
import { hasOptionalLink } from './members.ts';
import { memberPlan } from './member-plan.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';

export function visitUpdate(node: UpdateExpression, r: Rewriter): void {
  const { argument, start, end } = node;
  if (argument.type === 'Identifier') {
    const variable = hookedVariable(argument);
    if (variable === null) return;
    const site = r.variableSite('update', start, end, variable.name);
    r.edits.insert(start, `(${r.hooks}uv(${variable.token},${JSON.stringify(variable.name)},${site}),`);
    r.edits.insert(end, ')');
  } else if (argument.type === 'MemberExpression') {
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
    r.leave('delete after an optional link', node);
    r.walkSpine(target.object, null);
    if (target.computed) r.walk(target.property);
  } else {
    const plan = memberPlan(target, r);
    plan?.walkHooked((hooked) => hooked.remove(r.memberSite('delete', target, node)));
    plan?.release();
  }
}
