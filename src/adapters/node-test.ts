// `node --require racewire/node-test --test`: the runtime itself knows node:test's tests (tasks/edges/node-test.ts); here
// they fail with their races, in hooks around all of them.
import { afterEach, beforeEach } from 'node:test';
import { nodeTestId } from '../facts/node-test.ts';
import type { TestFact } from '../facts/types.ts';
import { makeAttribution, raceError, turnsEnd } from './attribution.ts';
import { beginRun } from './own-run.ts';

interface Context {
  readonly fullName?: string;
  readonly name: string;
}

const session = beginRun();
const attribution = makeAttribution(session.told, session.home);
// The process that only starts those of the test files has no tests.
if (attribution !== undefined && (process.env['NODE_TEST_CONTEXT'] !== undefined || !isRunner())) {
  const factOf = (context: unknown): TestFact => {
    const { fullName, name } = context as Context;
    return { id: nodeTestId(process.pid, fullName ?? name), name: fullName ?? name };
  };
  beforeEach((context) => attribution.resume(factOf(context)));
  afterEach(async (context) => {
    const test = factOf(context);
    await turnsEnd();
    const text = await attribution.failureOf(test);
    attribution.end(test);
    if (text !== undefined) throw raceError(text);
  });
}

function isRunner(): boolean {
  return process.execArgv.includes('--test');
}
