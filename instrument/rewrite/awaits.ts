// Suspensions of a task.
//   await x → await H.aw(K,x,s)          return x, in an async function → return H.ret(K,x)
import type { AwaitExpression, ReturnStatement } from 'acorn';
import type { Rewriter } from './rewriter.ts';

export function visitAwait(node: AwaitExpression, r: Rewriter): void {
  r.wrap(node.argument, `${r.hooks}aw(${r.frame.task},`, `,${r.site('await', node.start, node.end, '')})`);
}

export function visitReturn(node: ReturnStatement, r: Rewriter): void {
  if (node.argument == null) return;
  r.returned = true;
  if (r.frame.returnsToTask) r.wrap(node.argument, `${r.hooks}ret(${r.frame.task},`, ')');
  else r.walk(node.argument);
  r.returned = false;
}
