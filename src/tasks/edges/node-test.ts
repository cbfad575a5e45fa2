// node:test runs each test in the scope of an async resource that is the test itself: whoever runs in it works for it.
import process from 'node:process';
import { nodeTestId } from '../../facts/node-test.ts';
import type { TestFact } from '../../facts/types.ts';
import { testBegins } from '../../hooks/current-test.ts';
import type { Task } from '../task.ts';

/** The part of Node's own Test that is read; its fields are plain. */
interface NodeTest {
  readonly name?: unknown;
  readonly parent?: NodeTest | null;
  readonly loc?: { readonly file?: unknown; readonly line?: unknown };
}

/** Name of these resources. */
export const NODE_TEST = 'Test';

const facts = new WeakMap<object, TestFact>();

function factOf(test: NodeTest): TestFact | undefined {
  const known = facts.get(test);
  if (known !== undefined) return known;
  const names: string[] = [];
  for (let at: NodeTest | null | undefined = test; at != null && at.parent != null; at = at.parent) {
    if (typeof at.name !== 'string') return undefined;
    names.unshift(at.name);
  }
  if (names.length === 0) return undefined;
  const name = names.join(' > ');
  const { file, line } = test.loc ?? {};
  const fact: TestFact = {
    id: nodeTestId(process.pid, name),
    name,
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof line === 'number' ? { line } : {}),
  };
  facts.set(test, fact);
  return fact;
}

/** `task` runs in the scope of `resource`, which is of the type NODE_TEST. */
export function enterNodeTest(task: Task, resource: object): void {
  const fact = factOf(resource as NodeTest);
  if (fact === undefined) return;
  task.test = fact;
  testBegins(fact);
}
