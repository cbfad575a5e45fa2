// `mocha --require racewire/mocha`: each test runs on behalf of itself, with its beforeEach and afterEach hooks, and fails
// with its races; what belongs to no single test fails the run.
import type { TestFact } from '../facts/types.ts';
import { makeAttribution, turnsEnd, type Attribution } from './attribution.ts';
import { beginRun } from './own-run.ts';
import { attributed, onBehalf, type TestFunction } from './runnable.ts';

interface Runnable {
  fn?: TestFunction;
  readonly title: string;
  readonly file?: string;
  titlePath(): string[];
}
interface Suite {
  readonly root: boolean;
  readonly file?: string;
  readonly tests: Runnable[];
  readonly suites: Suite[];
  titlePath(): string[];
  readonly _beforeAll: Runnable[];
  readonly _afterAll: Runnable[];
  readonly _beforeEach: Runnable[];
  readonly _afterEach: Runnable[];
}
interface Context {
  readonly test?: Runnable & { readonly parent?: Suite };
  readonly currentTest?: Runnable;
}

const session = beginRun();
const attribution = makeAttribution(session.told, session.home);

// A test is begun by the first of its beforeEach hooks, or by itself; a retry is another test.
const begun = new WeakMap<Runnable, TestFact>();

function beginTest(found: Attribution, test: Runnable): TestFact {
  let fact = begun.get(test);
  if (fact === undefined) {
    fact = found.begin({ name: test.titlePath().join(' > '), file: test.file });
    begun.set(test, fact);
  }
  return fact;
}

function wrapSuite(found: Attribution, suite: Suite): void {
  for (const test of suite.tests) {
    const { fn } = test;
    if (fn === undefined) continue;
    const wrapper = attributed(
      found,
      fn,
      (self) => beginTest(found, (self as Context).test ?? test),
      fn.length > 0,
    );
    Object.defineProperty(wrapper, 'length', { value: fn.length });
    test.fn = wrapper;
  }
  for (const hook of [...suite._beforeEach, ...suite._afterEach]) {
    const { fn } = hook;
    if (fn === undefined) continue;
    hook.fn = onBehalf(found, fn, (self) => beginTest(found, (self as Context).currentTest ?? hook));
  }
  for (const [name, hooks] of [
    ['before', suite._beforeAll],
    ['after', suite._afterAll],
  ] as const) {
    for (const hook of hooks) {
      const { fn } = hook;
      if (fn === undefined || fn === beforeAll || fn === afterAll) continue;
      const fact = found.begin({
        name: [...suite.titlePath(), name].join(' > '),
        file: suite.file,
        hook: true,
      });
      hook.fn = onBehalf(found, fn, () => fact);
    }
  }
  for (const inner of suite.suites) wrapSuite(found, inner);
}

function beforeAll(this: unknown): void {
  const root = (this as Context).test?.parent;
  if (attribution !== undefined && root !== undefined) wrapSuite(attribution, root);
}

async function afterAll(): Promise<void> {
  await turnsEnd();
}

/** Mocha's root hooks. */
export const mochaHooks: { beforeAll: (this: unknown) => void; afterAll: () => Promise<void> } = {
  beforeAll,
  afterAll,
};
