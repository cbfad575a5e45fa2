// What stands behind an optional link cannot be kept in a temporary: nothing may be put around `app?.users` without ending
// the chain there. Its value is looked at once more, by a hook that runs no code of the program:
//   app?.users.set(k,v) → app?.users.set(k,H.mset(H.pk(app,"users"),k,v,s))        app?.a.n → (H.gp(H.pk(app,"a"),"n",s),app?.a.n)
import type { CallExpression, Expression, Super } from 'acorn';
import { memberName } from '../select/property-names.ts';
import type { Rewriter } from './rewriter.ts';

/** A text that gives the value of a chain of names without running code; '' for every other expression. */
export function peekText(node: Expression | Super, r: Rewriter): string {
  if (node.type === 'ChainExpression') return peekText(node.expression, r);
  if (node.type !== 'MemberExpression') return r.simple(node);
  const name = node.property.type === 'PrivateIdentifier' ? '' : memberName(node);
  const object = name === '' ? '' : peekText(node.object, r);
  return object === '' ? '' : `${r.hooks}pk(${object},${JSON.stringify(name)})`;
}

/**
 * The text of a receiver `this.#field` that is read once more by the hook, so that V8 names what was written; '' for other
 * receivers, and where an argument could change the field.
 */
export function privateFieldText(object: Expression, call: CallExpression, r: Rewriter): string {
  if (object.type !== 'MemberExpression' || object.property.type !== 'PrivateIdentifier') return '';
  const owner = object.optional ? '' : r.simple(object.object);
  const { name } = object.property;
  const declaring = r.privateNames.findLast((names) => names.has(name));
  const simple = call.arguments.every((value) => value.type !== 'SpreadElement' && r.simple(value) !== '');
  return owner !== '' && simple && declaring?.get(name) === true ? `${owner}.#${name}` : '';
}
