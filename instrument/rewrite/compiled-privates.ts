// Private fields that a compiler turned into calls.
//   __privateGet(o,_x) → __privateGet(H.gp(o,"#x",s,g),_x)       __privateSet(o,_x,v) → __privateSet(o,_x,H.sp(o,"#x",v,s))
import type { CallExpression } from 'acorn';
import { compiledPrivate } from '../select/compiled-privates.ts';
import type { Rewriter } from './rewriter.ts';

/** Rewrites the arguments of such a call; false if it is none, or its field is never assigned after construction. */
export function walkCompiledPrivate(node: CallExpression, r: Rewriter): boolean {
  const access = compiledPrivate(node);
  if (access === null || !r.isWatchedName(access.name)) return false;
  const { name, object, value, updates } = access;
  const text = r.simple(object);
  if (text === '') return false;
  const key = JSON.stringify(name);
  if (value === null) {
    const site = r.site(updates ? 'update' : 'read', node.start, node.end, text);
    const guard = r.guard === 1 && !updates ? ',1' : '';
    r.wrap(object, `${r.hooks}${updates ? 'up' : 'gp'}(`, `,${key},${site}${guard})`);
    r.walkAll(node.arguments.filter((argument) => argument !== object));
    return true;
  }
  r.walk(object);
  const site = r.site('write', node.start, node.end, text);
  r.wrap(value, `${r.hooks}sp(${text},${key},`, `,${site})`);
  r.walkAll(node.arguments.slice(3));
  return true;
}
