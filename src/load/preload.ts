// The first file of every process and thread of a run, given by --require in NODE_OPTIONS; bundled as dist/preload.cjs.
// Outside a run (no RACEWIRE_RUN) it does nothing. Each step that fails leaves the program as it is.
import { realpathSync } from 'node:fs';
import { isMainThread, parentPort, threadId } from 'node:worker_threads';
import { RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { emit, openSpool } from '../facts/spool.ts';
import { installFunctionText } from '../hooks/function-text.ts';
import { coverage, installRuntime } from '../hooks/index.ts';
import { createdAt, inheritedRun, setPreloadPath } from '../threads/index.ts';
import { hookChildProcesses } from './child-environment.ts';
import { hookCommonJs } from './commonjs.ts';
import { hookEvaluatedText } from './evaluated-text.ts';
import { makeInstrumenter } from './instrumenter.ts';
import { watchLoadedFiles } from './loaded-files.ts';
import { hasSynchronousHooks, hookModules } from './modules.ts';
import { registerModuleHooks } from './register-hooks.ts';
import { readRunOptions } from './run-options.ts';
import { makeSelection } from './selection.ts';
import { mapStacks } from './stack-mapping.ts';
import { hookVirtualMachine, type Realm } from './virtual-machine.ts';
import { hookWorkerText } from './worker-text.ts';

// A worker with an environment of its own is told by its creator.
const options = readRunOptions(process.env[RUN_VARIABLE] ?? inheritedRun());
if (options !== undefined && !isHooksThread() && !isOwnCommand()) start(options, __dirname);

function start(run: RunOptions, home: string): void {
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
  setPreloadPath(__filename);
  step('the runtime', () => installRuntime(run));
  const instrumenter = makeInstrumenter(run, home);
  const selected = makeSelection(run, home);
  step('stacks and function texts', () => {
    const loaded = watchLoadedFiles(instrumenter);
    const enter = (realm: Realm): void => {
      mapStacks(realm.Error, home, loaded);
      installFunctionText(realm);
    };
    enter(globalThis);
    step('node:vm', () => hookVirtualMachine(instrumenter, selected, enter));
  });
  step('CommonJS modules', () => hookCommonJs(instrumenter, selected));
  step('the text of workers', () => hookWorkerText(instrumenter));
  step('the text of -e', () => hookEvaluatedText(instrumenter));
  step('ES modules', () => {
    if (hasSynchronousHooks()) hookModules(instrumenter, selected);
    else registerModuleHooks(run, home);
  });
  step('child processes', () => hookChildProcesses(__filename));
  step('coverage', () => process.on('exit', () => emit(coverage())));
}

// Node runs preloads in the thread of module.register's hooks, too, where no program runs. It alone has no parent port.
function isHooksThread(): boolean {
  return !isMainThread && parentPort === null;
}

// `racewire -- racewire -- …`: the inner command only passes its own command through (src/cli/wrap.ts).
function isOwnCommand(): boolean {
  const script = process.argv[1];
  if (!isMainThread || script === undefined || !/(^|[\\/])(racewire|bin\.js)$/.test(script)) return false;
  try {
    return realpathSync(script) === realpathSync(`${__dirname}/bin.js`);
  } catch {
    return false;
  }
}
