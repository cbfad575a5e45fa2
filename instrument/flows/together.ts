// Conditions of several parts, which are not all looked at each time:
//   if (this.owner === null || Date.now() > this.expires) …        who finds no owner does not look at the time
// Met again, such a condition is decided anew, by whichever of its parts (isMetAgain() in src/tasks/rules/lost-update.ts).
import type { AnyNode, Program } from 'acorn';
import { childrenOf } from './nodes.ts';

/** The tests of a text that consist of several parts. */
export function testsOfParts(program: Program): AnyNode[] {
  const tests: AnyNode[] = [];
  const visit = (node: AnyNode): void => {
    const test = 'test' in node ? node.test : null;
    if (test != null && test.type === 'LogicalExpression' && test.operator !== '??') tests.push(test);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return tests;
}
