// What all suspensions of a task share.
// A suspended function would keep what its temporaries hold alive, which the program can see (a WeakRef, a FinalizationRegistry):
// those that are not needed behind the await are emptied before it, H.aw(K,x,(t=void 0,s)).
import type { Expression } from 'acorn';
import type { Frame } from './frame.ts';
import type { Rewriter } from './rewriter.ts';

/** A task suspends for what `argument` is; `node` is what a report shows. */
export function suspend(node: Expression, argument: Expression, r: Rewriter): void {
  const site = r.site('await', node.start, node.end, '');
  r.wrap(argument, `${r.hooks}aw(${r.frame.task},`, ',');
  r.frame.waits.push({ at: r.edits.insert(argument.end, `${site})`), site, needed: r.frame.taken() });
}

/** Empties the temporaries of a function, whose body has been rewritten, at its awaits. */
export function emptyTemporaries({ waits, declared }: Frame, r: Rewriter): void {
  for (const { at, site, needed } of waits) {
    const free = declared.filter((name) => !needed.has(name));
    if (free.length > 0) r.edits.fill(at, `(${free.join('=')}=void 0,${site}))`);
  }
}
