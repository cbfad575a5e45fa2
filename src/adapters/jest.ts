// `withRacewire(config)` in jest.config.js: Jest's processes belong to a run, and a test environment attributes races. Code
// is instrumented where Jest hands it to node:vm, after all its transforms.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TestFact } from '../facts/types.ts';
import { homeDirectory } from '../cli/home.ts';
import { makeAttribution, raceError, turnsEnd, type Attribution } from './attribution.ts';
import { beginRun } from './own-run.ts';
import { attributed, onBehalf, type TestFunction } from './runnable.ts';
import { readTold, type AdapterOptions } from './session.ts';

/** The parts of Jest's configuration that are changed. */
export interface JestConfig {
  readonly testEnvironment?: string;
  readonly testEnvironmentOptions?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** Name of the option by which the environment is told which one it extends. */
const BASE = 'racewireEnvironment';

/**
 * Finds races while Jest runs, and fails the tests that have them.
 * @example
 * const { withRacewire } = require('racewire/jest');
 * module.exports = withRacewire({ testEnvironment: 'node' });
 */
export function withRacewire<T extends JestConfig>(config: T, options: AdapterOptions = {}): T {
  const session = beginRun(options);
  return {
    ...config,
    testEnvironment: join(session.home, 'cjs', 'jest-environment.js'),
    testEnvironmentOptions: { ...config.testEnvironmentOptions, [BASE]: config.testEnvironment ?? 'node' },
  };
}

interface DescribeBlock {
  readonly name: string;
  readonly parent?: DescribeBlock;
  readonly children: readonly (DescribeBlock | CircusTest)[];
  readonly hooks: readonly CircusHook[];
  readonly type: 'describeBlock';
}
interface CircusTest {
  readonly type: 'test';
  readonly name: string;
  readonly parent: DescribeBlock;
  readonly errors: unknown[];
  fn?: TestFunction;
}
interface CircusHook {
  readonly type: 'beforeAll' | 'beforeEach' | 'afterAll' | 'afterEach';
  readonly parent: DescribeBlock;
  fn: TestFunction;
}
interface CircusState {
  readonly rootDescribeBlock: DescribeBlock;
  readonly currentlyRunningTest?: CircusTest | null;
}
interface CircusEvent {
  readonly name: string;
  /** Of the events of a test. */
  readonly test?: CircusTest;
}

interface Environment {
  handleTestEvent?(event: CircusEvent, state: CircusState): unknown;
}
type EnvironmentClass = new (config: unknown, context: unknown) => Environment;

interface EnvironmentConfig {
  readonly projectConfig?: {
    readonly testEnvironmentOptions?: Record<string, unknown>;
    readonly rootDir?: string;
  };
}

const names = (block: DescribeBlock | CircusTest | undefined): string[] =>
  block?.parent === undefined ? [] : [...names(block.parent), block.name];

/** The environment: the one that the configuration named, with attribution. */
export function makeEnvironment(config: unknown, context: unknown): Environment {
  const { projectConfig } = config as EnvironmentConfig;
  const named = (projectConfig?.testEnvironmentOptions?.[BASE] as string | undefined) ?? 'node';
  const Base = loadEnvironment(named, projectConfig?.rootDir ?? process.cwd());
  const environment = new Base(config, context);
  const attribution = makeAttribution(readTold(), homeDirectory());
  if (attribution === undefined) return environment;
  const file = (context as { testPath?: string }).testPath;
  const inner = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    if (event.name === 'run_start') wrapBlock(attribution, state.rootDescribeBlock, state, file);
    // Another try is another test.
    if (event.name === 'test_retry') begun.delete(event.test!);
    await inner?.(event, state);
    // After its afterEach hooks, and before its result is told.
    if (event.name === 'test_done') await failWithRaces(attribution, event.test!);
    if (event.name === 'run_finish') await turnsEnd();
  };
  return environment;
}

function loadEnvironment(name: string, root: string): EnvironmentClass {
  const require = createRequire(join(root, 'package.json'));
  let found: unknown;
  try {
    found = require(require.resolve(`jest-environment-${name}`));
  } catch {
    // Named in full, or a dependency of Jest's own.
    try {
      found = require(name);
    } catch {
      const jest = createRequire(require.resolve('jest'));
      const core = createRequire(jest.resolve('@jest/core'));
      found = createRequire(core.resolve('jest-config'))(`jest-environment-${name}`);
    }
  }
  const { default: chosen, TestEnvironment } = found as Record<string, EnvironmentClass | undefined>;
  return chosen ?? TestEnvironment ?? (found as EnvironmentClass);
}

const begun = new WeakMap<CircusTest, TestFact>();

async function failWithRaces(attribution: Attribution, test: CircusTest): Promise<void> {
  const fact = begun.get(test);
  if (fact === undefined) return;
  await turnsEnd();
  const text = await attribution.failureOf(fact);
  if (text !== undefined) test.errors.push(raceError(text));
}

function wrapBlock(
  attribution: Attribution,
  block: DescribeBlock,
  state: CircusState,
  file: string | undefined,
): void {
  const begin = (test: CircusTest): TestFact => {
    let fact = begun.get(test);
    if (fact === undefined) {
      fact = attribution.begin({ name: names(test).join(' > '), file });
      begun.set(test, fact);
    }
    return fact;
  };
  for (const hook of block.hooks) {
    if (hook.type === 'beforeEach' || hook.type === 'afterEach') {
      const hookFact = attribution.begin({
        name: [...names(block), hook.type].join(' > '),
        file,
        hook: true,
      });
      hook.fn = onBehalf(attribution, hook.fn, () => {
        const test = state.currentlyRunningTest;
        return test ? begin(test) : hookFact;
      });
    } else {
      const fact = attribution.begin({ name: [...names(block), hook.type].join(' > '), file, hook: true });
      hook.fn = onBehalf(attribution, hook.fn, () => fact);
    }
  }
  for (const child of block.children) {
    if (child.type === 'describeBlock') wrapBlock(attribution, child, state, file);
    else if (child.fn !== undefined) {
      const { fn } = child;
      const wrapper = attributed(attribution, fn, () => begin(child), fn.length > 0, false);
      Object.defineProperty(wrapper, 'length', { value: fn.length });
      child.fn = wrapper;
    }
  }
}
