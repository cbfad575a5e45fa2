// Loops that count (select/counted-loops.ts): an access calls its hook in the first iteration, and again only if that asks for it; the
// others are told as one range behind the loop.
//   for (let i = 0; i < n; i++) a[i] = b[i + 1];
//   → {for (let i = (T=U=0,F=0); (L=i,i < n); i++) a[i] = (V=b[(U||(U=H.cr(b,(i+1),s)),i + 1)],T||(T=H.cw(a,i,V,s)),V);
//      T>1&&H.ce(T,a,F,F+1,L,s);…}
// `a[2 + (i & m)]`: H.ck(T,a,F,F+1,L,s,m,1,2), with 0 for 1 where it is `%`. F and L are the counter's first value and the one for which the test failed.
import type { ForStatement } from 'acorn';
import { countedLoop, textWith, type CountedAccess } from '../select/counted-loops.ts';
import { isWatchedElement } from './members.ts';
import type { Rewriter } from './rewriter.ts';

/**
 * Rewrites a `for` as a counted loop.
 * @param walk - rewrites its parts
 * @returns false, with nothing done, where it is none
 */
export function walkCounted(node: ForStatement, r: Rewriter, walk: () => void): boolean {
  if (!r.frame.canDeclare || !r.frame.statements) return false;
  const loop = countedLoop(node);
  const chosen = loop === null ? [] : [...loop.accesses.keys()].filter(isWatchedElement);
  if (loop === null || chosen.length === 0) return false;
  const first = r.temporary();
  const last = r.temporary();
  const accesses = chosen.map((member) => {
    const access: CountedAccess = { state: r.temporary(), loop, site: '' };
    r.counted.set(member, access);
    return [member, access] as const;
  });
  const { head, counter, step } = loop;
  const states = accesses.map(([, { state }]) => state + '=').join('');
  r.edits.insert(node.start, '{');
  r.edits.insert(head.init.start, `(${states}0,${first}=(`);
  r.edits.insert(node.test!.start, `(${last}=${counter.name},`);
  walk();
  r.edits.insert(head.init.end, '))');
  r.edits.insert(node.test!.end, ')');
  const told = accesses.map(([member, { state, site }]) => {
    if (site === '') return '';
    const { counted, operator, by, offset } = loop.accesses.get(member)!;
    const at = (value: string): string => textWith(counted, loop, value);
    const object = r.simple(member.object);
    const range = `${state},${object},${at(first)},${at(`(${first}${step})`)},${at(last)},${site}`;
    if (by === null) return `;${state}>1&&${r.hooks}ce(${range})`;
    const ring = `${textWith(by, loop, '')},${operator === '&' ? 1 : 0}`;
    return `;${state}>1&&${r.hooks}ck(${range},${ring},${offset === null ? 0 : textWith(offset, loop, '')})`;
  });
  r.edits.insert(node.end, `${told.join('')}}`);
  for (const [, { state }] of accesses) r.release(state);
  r.release(first);
  r.release(last);
  return true;
}
