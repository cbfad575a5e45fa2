// What preload.ts starts in every thread of a run, bundled as dist/runtime.cjs: the engines, then the routes by which code
// reaches them. Each step that fails leaves the program as it is, and a `lost` fact.
import process from 'node:process';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { BY_CODE_VARIABLE, RUN_VARIABLE, TEST_VARIABLE, type RunOptions } from '../facts/options.ts';
import type { TestFact } from '../facts/types.ts';
import { surroundings } from '../hooks/current-test.ts';
import { emit, openSpool, setTotals } from '../facts/spool.ts';
import { installFunctionText } from '../hooks/function-text.ts';
import { globalHooks } from './global-name.ts';
import { withBuiltinsReplaced } from '../hooks/builtin-exports.ts';
import { hooksFact } from '../hooks/counting.ts';
import { coverage, installRuntime } from '../hooks/index.ts';
import { afterExitListeners } from '../hooks/process-exit.ts';
import { createdAt, inheritedRun, patchRealm, rootThread, setPreloadPath } from '../threads/index.ts';
import { hookChildProcesses } from './child-environment.ts';
import { hookCommonJs } from './commonjs.ts';
import { knowTakers } from './dynamic-code.ts';
import { hookEvaluatedText } from './evaluated-text.ts';
import { tellFailures } from './failures.ts';
import { tellFlows } from './flows.ts';
import { hookFatalErrors } from './fatal-errors.ts';
import { makeInstrumenter } from './instrumenter.ts';
import { watchLoadedFiles } from './loaded-files.ts';
import { hasSynchronousHooks, hookModules } from './modules.ts';
import { hookModuleLoading } from './register-hooks.ts';
import { readRunOptions } from './run-options.ts';
import { makeSelection } from './selection.ts';
import { mapStacks } from './stack-mapping.ts';
import { hookVirtualMachine, type Realm } from './virtual-machine.ts';
import { hookWorkerText } from './worker-text.ts';

export { idleHooks } from '../hooks/index.ts';

/**
 * Starts racewire in this thread.
 * @param preload - absolute path of dist/preload.cjs, beside which all built files lie
 * @param ran - called as the thread ends, if the program did enough for most of the runtime to have been needed
 */
export function startRuntime(preload: string, ran?: () => void): void {
  // A worker with an environment of its own is told by its creator.
  const text = process.env[RUN_VARIABLE] ?? inheritedRun();
  const run = readRunOptions(text);
  if (text === undefined || run === undefined) return;
  withBuiltinsReplaced(() => start(run, text, preload));
  if (ran === undefined) return;
  afterExitListeners(() => {
    if (coverage().accesses >= ENOUGH_ACCESSES) ran();
  });
}

const ENOUGH_ACCESSES = 500;

function start(run: RunOptions, text: string, preload: string): void {
  const home = dirname(preload);
  const creation = createdAt();
  openSpool(run.spool, `${process.pid}-${threadId}-${Date.now().toString(36)}`);
  emit({
    fact: 'thread',
    pid: process.pid,
    ppid: process.ppid,
    tid: threadId,
    name: threadId === 0 ? 'main' : `worker ${threadId}`,
    node: process.version,
    argv: process.argv,
    cwd: process.cwd(),
    ...(rootThread === 0 ? {} : { root: rootThread }),
    ...(creation === undefined ? {} : { createdAt: creation }),
  });
  const step = (what: string, install: () => void): void => {
    try {
      install();
    } catch (error) {
      emit({
        fact: 'lost',
        what,
        why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  };
  setPreloadPath(preload, process.env[BY_CODE_VARIABLE] !== undefined);
  delete process.env[BY_CODE_VARIABLE];
  surroundings.test = testOf(process.env[TEST_VARIABLE]);
  step('the runtime', () => installRuntime(run));
  const instrumenter = makeInstrumenter(run, home);
  const selected = makeSelection(run, home);
  step('stacks and function texts', () => {
    const loaded = watchLoadedFiles(instrumenter);
    tellFailures(instrumenter);
    tellFlows(instrumenter);
    const enter = (realm: Realm, hooks: object): void => {
      mapStacks(realm.Error, home, loaded);
      installFunctionText(realm);
      knowTakers(realm, hooks);
      patchRealm(realm);
    };
    enter(globalThis, globalHooks() ?? {});
    step('fatal errors', () => hookFatalErrors(loaded));
    step('node:vm', () => hookVirtualMachine(instrumenter, selected, enter));
  });
  step('CommonJS modules', () => hookCommonJs(instrumenter, selected));
  step('the text of workers', () => hookWorkerText(instrumenter));
  step('the text of -e', () => hookEvaluatedText(instrumenter));
  step('ES modules', () => {
    if (hasSynchronousHooks()) hookModules(instrumenter, selected);
    else hookModuleLoading(run, home, instrumenter, selected);
  });
  step('child processes', () => hookChildProcesses(preload, text, run.spool));
  step('coverage', keepCoverage);
  if (run.count !== undefined) step('counts', keepCounts);
}

// Totals go to the spool at the exit, and now and then before it: a worker is terminated, and a pool's process killed,
// without one. The older the process, the rarer: a server that runs for days writes a line in half a minute. The timer
// keeps nothing alive.
function keepCoverage(): void {
  setTotals(coverage);
  afterExitListeners(() => emit(coverage()));
  let last = '';
  const look = (): void => {
    const totals = coverage();
    const text = JSON.stringify(totals);
    if (text !== last) emit(totals);
    last = text;
  };
  // One interval as long as its pace holds: a hook of async_hooks of the program's would be told of each timer made here.
  const pace = (): number => {
    const age = process.uptime();
    return age < 10 ? 100 : age < 60 ? 1000 : 30_000;
  };
  const start = (pause: number): void => {
    const timer = setInterval(() => {
      look();
      if (pace() === pause) return;
      clearInterval(timer);
      start(pace());
    }, pause).unref();
  };
  start(pace());
}

// A worker may be terminated: what it counted is written every second.
function keepCounts(): void {
  const write = (): void => {
    const fact = hooksFact();
    if (fact !== undefined) emit(fact);
  };
  afterExitListeners(write);
  setInterval(write, 1000).unref();
}

// The test that started this process.
function testOf(text: string | undefined): TestFact | null {
  if (text === undefined || text === '') return null;
  try {
    const { id, name } = JSON.parse(text) as Partial<TestFact>;
    return typeof id === 'string' && typeof name === 'string' ? (JSON.parse(text) as TestFact) : null;
  } catch {
    return null;
  }
}
