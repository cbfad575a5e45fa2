// The first file of every process and thread of a run, given by --require in NODE_OPTIONS; bundled as dist/preload.cjs.
// Outside a run (no RACEWIRE_RUN) it does nothing. Each step that fails leaves the program as it is.
import { isMainThread, parentPort, threadId } from 'node:worker_threads';
import { emit, openSpool } from '../facts/spool.ts';
import { coverage, installRuntime } from '../hooks/index.ts';
import { hookChildProcesses } from './child-environment.ts';
import { hookCommonJs } from './commonjs.ts';
import { makeInstrumenter } from './instrumenter.ts';
import { watchLoadedFiles } from './loaded-files.ts';
import { hasSynchronousHooks, hookModules } from './modules.ts';
import { registerModuleHooks } from './register-hooks.ts';
import { readRunOptions } from './run-options.ts';
import { makeSelection } from './selection.ts';
import { mapStacks } from './stack-mapping.ts';

const options = readRunOptions(process.env);
if (options !== undefined && !isHooksThread()) {
  const home = __dirname;
  openSpool(options.spool, `${process.pid}-${threadId}-${Date.now().toString(36)}`);
  emit({
    fact: 'thread',
    pid: process.pid,
    ppid: process.ppid,
    tid: threadId,
    name: threadId === 0 ? 'main' : `worker ${threadId}`,
    node: process.version,
    argv: process.argv,
    cwd: process.cwd(),
  });
  const step = (what: string, install: () => void): void => {
    try {
      install();
    } catch (error) {
      emit({ fact: 'lost', what, why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  step('the runtime', () => installRuntime(options));
  const instrumenter = makeInstrumenter(options, home);
  const selected = makeSelection(options, home);
  step('columns of stacks', () => {
    const loaded = watchLoadedFiles(instrumenter);
    mapStacks(Error, loaded.has, loaded.columnOf);
  });
  step('CommonJS modules', () => hookCommonJs(instrumenter, selected));
  step('ES modules', () => {
    if (hasSynchronousHooks()) hookModules(instrumenter, selected);
    else registerModuleHooks(options, home);
  });
  step('child processes', () => hookChildProcesses(`${home}/preload.cjs`));
  step('coverage', () => process.on('exit', () => emit(coverage())));
}

// Node runs preloads in the thread of module.register's hooks, too, where no program runs. It alone has no parent port.
function isHooksThread(): boolean {
  return !isMainThread && parentPort === null;
}
