// Beside the tests: each test, with its hooks, runs as a test of its own for the detector, and fails with its races. The
// first of Vitest's setup files.
import { afterAll, beforeAll } from 'vitest';
import * as vitest from 'vitest';
import { homeDirectory } from '../cli/home.ts';
import { makeAttribution, raceError, turnsEnd, type Attribution } from '../adapters/attribution.ts';
import { readTold } from '../adapters/session.ts';
import type { TestFact } from '../facts/types.ts';

interface Task {
  readonly type: string;
  readonly name: string;
  readonly fullTestName?: string;
  readonly suite?: Task;
  readonly file?: { readonly filepath: string };
  readonly filepath?: string;
  readonly location?: { readonly line: number };
  readonly tasks?: readonly Task[];
  readonly result?: { readonly retryCount?: number; readonly repeatCount?: number };
}

const names = (task: Task | undefined): string[] =>
  task === undefined || task.filepath !== undefined || task.name === ''
    ? []
    : [...names(task.suite), task.name];

const beginTest = (attribution: Attribution, task: Task): TestFact =>
  attribution.begin({
    name: names(task).join(' > '),
    file: task.file?.filepath,
    line: task.location?.line,
  });

/** Runs `run` as `test`, then fails with its races. */
async function runTest(attribution: Attribution, test: TestFact, run: () => unknown): Promise<unknown> {
  try {
    const value = await attribution.run(test, run);
    await turnsEnd();
    const text = await attribution.failureOf(test);
    if (text !== undefined) throw raceError(text);
    return value;
  } finally {
    attribution.end(test);
  }
}

function hookOf(attribution: Attribution, suite: Task, hook: string): TestFact {
  return attribution.begin({
    name: [...names(suite), hook].join(' > '),
    file: suite.file?.filepath ?? suite.filepath,
    line: suite.location?.line,
    hook: true,
  });
}

const attribution = makeAttribution(readTold(), homeDirectory());
const around = vitest as unknown as {
  aroundEach?(hook: (run: () => Promise<void>, context: { task: Task }) => Promise<void>): void;
};

type Hook = (...values: unknown[]) => unknown;

/** Puts `make(hook)` in the place of each hook of a list. */
function replaceHooks(list: Hook[] | undefined, make: (hook: Hook) => Hook): void {
  list?.forEach((hook, index) => {
    list[index] = make(hook);
  });
}

if (attribution !== undefined) {
  const runner = await loadRunner();
  const wrapSuite = (suite: Task): void => {
    const hooks = runner?.hooksOf(suite);
    for (const name of ['beforeAll', 'afterAll'] as const) {
      replaceHooks(
        hooks?.[name],
        (hook) =>
          (...values) =>
            attribution.run(hookOf(attribution, suite, name), () => hook(...values)),
      );
    }
    if (around.aroundEach === undefined) wrapHooksOfTests(attribution, hooks);
    for (const task of suite.tasks ?? []) {
      if (task.type === 'suite') wrapSuite(task);
      else if (around.aroundEach === undefined) {
        runner?.wrapTest(task, (fn) => () => runTest(attribution, factOf(attribution, task), fn));
      }
    }
  };
  around.aroundEach?.(async (run, { task }) => {
    await runTest(attribution, beginTest(attribution, task), run);
  });
  // Registered first of all: the hooks of the file come after it.
  // Until Vitest 4.1 they are given the suite; since then it comes second, after fixtures that must be destructured.
  const before =
    around.aroundEach === undefined
      ? (file: unknown): void => wrapSuite(file as Task)
      : ({}: object, file: unknown): void => wrapSuite(file as Task);
  (beforeAll as (hook: unknown) => void)(before);
  // Work of the last test that is still under way is judged before the process goes.
  afterAll(turnsEnd);
}

type Hooks = Record<'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach', Hook[]>;

interface Runner {
  hooksOf(suite: Task): Hooks | undefined;
  /** Puts `make(fn)` in the place of the test's function. */
  wrapTest(task: Task, make: (fn: () => unknown) => () => unknown): void;
}

// Vitest 3 has nothing that runs around a test and its hooks: each of them runs on behalf of the test by itself.
const begun = new WeakMap<Task, { readonly test: TestFact; readonly tries: number }>();

/** The test that a task is in its present try. */
function factOf(attribution: Attribution, task: Task): TestFact {
  const tries = (task.result?.retryCount ?? 0) + (task.result?.repeatCount ?? 0);
  const known = begun.get(task);
  if (known?.tries === tries) return known.test;
  const test = beginTest(attribution, task);
  begun.set(task, { test, tries });
  return test;
}

function wrapHooksOfTests(attribution: Attribution, hooks: Hooks | undefined): void {
  const taskOf = (context: unknown): Task => (context as { task: Task }).task;
  replaceHooks(hooks?.beforeEach, (hook) => (...values) => {
    return attribution.run(factOf(attribution, taskOf(values[0])), () => hook(...values));
  });
  replaceHooks(hooks?.afterEach, (hook) => (...values) => {
    return runTest(attribution, factOf(attribution, taskOf(values[0])), () => hook(...values));
  });
}

// Vitest 3 and 4 give the functions of tests and the hooks of suites in `vitest/suite`, Vitest 5 in TestRunner.
async function loadRunner(): Promise<Runner | undefined> {
  interface Functions {
    getHooks?(suite: Task): Hooks;
    getFn?(task: Task): Hook | undefined;
    setFn?(task: Task, fn: Hook): void;
  }
  const later = (vitest as unknown as { TestRunner?: Record<string, unknown> }).TestRunner;
  let functions: Functions = {};
  if (typeof later?.['getSuiteHooks'] === 'function') {
    functions = { getHooks: later['getSuiteHooks'] as Functions['getHooks'] & object };
  } else {
    // A variable, so that Vite does not look for it: Vitest 5 has none.
    const suiteModule: string = 'vitest/suite';
    try {
      functions = (await import(/* @vite-ignore */ suiteModule)) as unknown as Functions;
    } catch {
      return undefined;
    }
  }
  return {
    hooksOf: (suite) => functions.getHooks?.(suite),
    wrapTest(task, make) {
      const fn = functions.getFn?.(task);
      if (fn !== undefined) functions.setFn?.(task, (...values) => make(() => fn(...values))());
    },
  };
}
