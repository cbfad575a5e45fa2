// Where a `for await` ends: V8's reaction that got there goes on with the function's own task, as in its body (loops.ts).
//   for await (… of x) {B}          for await (…) {H.fr(K);B};H.fr(K);        in braces where one statement must stand
//   try {… for await …} catch {C}   try {…} catch {H.fr(K);C}                 finally likewise
import type { AnyNode, ForOfStatement, LabeledStatement, TryStatement } from 'acorn';
import { walkForEach } from './loops.ts';
import type { Rewriter } from './rewriter.ts';

/** A `for…of` in a list of statements; `statement` is the reserved place before it, -1 where none may stand. */
export function walkListedForOf(node: ForOfStatement, r: Rewriter, statement: number): void {
  walkForEach(node, r, statement);
  if (waitsInTask(node, r)) r.edits.insert(node.end, `;${resume(r)}`);
}

/** A `for…of` that stands alone: the branch of an `if`, the body of another loop. */
export function visitForOf(node: ForOfStatement, r: Rewriter): void {
  inBraces(node, waitsInTask(node, r), r, () => walkForEach(node, r, -1));
}

export function visitLabeled(node: LabeledStatement, r: Rewriter): void {
  const { body } = node;
  if (body.type !== 'ForOfStatement') r.walk(body);
  else inBraces(node, waitsInTask(body, r), r, () => walkForEach(body, r, -1));
}

export function visitTry(node: TryStatement, r: Rewriter): void {
  const { frame } = r;
  const before = frame.loops;
  r.walk(node.block);
  if (node.handler != null) {
    if (frame.loops > before) r.edits.insert(node.handler.body.start + 1, resume(r));
    r.walk(node.handler);
  }
  if (node.finalizer != null) {
    if (frame.loops > before) r.edits.insert(node.finalizer.start + 1, resume(r));
    r.walk(node.finalizer);
  }
}

/** Whether its awaits are those of a function that is a task, which are not written down. */
function waitsInTask(node: ForOfStatement, r: Rewriter): boolean {
  if (!node.await || r.frame.task === '0') return false;
  r.frame.loops++;
  return true;
}

function inBraces(node: AnyNode, braces: boolean, r: Rewriter, walk: () => void): void {
  if (braces) r.edits.insert(node.start, '{');
  walk();
  if (braces) r.edits.insert(node.end, `;${resume(r)}}`);
}

function resume(r: Rewriter): string {
  return `${r.hooks}fr(${r.frame.task});`;
}
