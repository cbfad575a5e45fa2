// ES modules on Node 20 and 22 before 22.15. Where nothing but Node's own loader reads them, their files are instrumented as
// it does (module-files.ts). Where other loaders are, or what is no file, module.register runs loader-hooks.mjs in Node's
// own hooks thread. Either begins with the first sign of an ES module only: the main file is one, an option asks for one, or
// CommonJS is about to run that has a dynamic import; the thread takes 40 ms and more to start. Its hooks are kept outermost by
// registering again after every other registration; loader-hooks.ts makes the inner ones pass through.
import process from 'node:process';
import Module from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import type { RunOptions } from '../facts/options.ts';
import { ALONE_VARIABLE } from './alone.ts';
import { mayImport } from './import-signs.ts';
import { fileOfUrl, type Instrumenter } from './instrumenter.ts';
import { hookModuleFiles, hookRequiredFiles } from './module-files.ts';
import { isModulePackage } from './package-type.ts';
import type { Selection } from './selection.ts';

type Register = (specifier: string | URL, ...rest: unknown[]) => unknown;
type Compile = (this: unknown, content: string, ...rest: unknown[]) => unknown;

/** Options by which other loaders come, with a thread of hooks of their own. */
const LOADERS = /--(import|loader|experimental-loader)\b/;

/** Options by which Node's loader reads more than files, compares what it has read, or takes all of it for modules. */
const OTHER_SOURCES = /--experimental-(policy|network-imports|default-type)\b/;

/** The beginning of a `data:` URL of code, in a text that makes one. */
const DATA_URL = /["'`]data:(?:(?:text|application)\/javascript|\$\{|["'`])/;

/** What may be loaded as an ES module: nothing, files, or also what only a thread of hooks gets to see. */
type Sign = 'none' | 'files' | 'more';

/** Instruments ES modules, in this thread or through the off-thread hooks. */
export function hookModuleLoading(
  options: RunOptions,
  home: string,
  instrumenter: Instrumenter,
  selected: Selection,
): void {
  const host = Module as unknown as { register?: Register };
  const register = host.register;
  if (register === undefined) return;
  let required = false;
  const prepareRequired = (): void => {
    if (required) return;
    required = true;
    hookRequiredFiles(instrumenter, selected, join(options.spool, `${process.pid}-${threadId}.js`));
  };
  let registered = false;
  const own = (): void => {
    const first = !registered && !LOADERS.test(givenOptions());
    registered = true;
    prepareRequired();
    // Read by preload.ts in the new thread; it copies the environment while register waits for it.
    if (first) process.env[ALONE_VARIABLE] = '1';
    Reflect.apply(register, Module, [`${home}/loader-hooks.mjs`, 'file:///', { data: { options, home } }]);
    if (first) delete process.env[ALONE_VARIABLE];
  };

  const hooked: Register = function (this: unknown, specifier, ...rest) {
    const result = Reflect.apply(register, this, [specifier, ...rest]) as unknown;
    own();
    return result;
  };
  Object.defineProperty(hooked, 'name', { value: 'register', configurable: true });
  host.register = hooked;
  builtinsReplaced();

  let reading = false;
  const prepare = (sign: Sign): void => {
    if (sign === 'none' || registered) return;
    prepareRequired();
    if (sign === 'more') own();
    else if (!reading) {
      reading = true;
      const more = (): void => prepare('more');
      hookModuleFiles(instrumenter, selected, (text) => void (DATA_URL.test(text) && more()), more);
    }
  };
  prepare(signAtStart());
  if (registered) return;

  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  const watching: Compile = function (content, ...rest) {
    if (!registered && typeof content === 'string') prepare(signIn(content));
    if (registered && prototype._compile === watching) prototype._compile = compile;
    return Reflect.apply(compile, this, [content, ...rest]);
  };
  Object.defineProperty(watching, 'name', { value: compile.name, configurable: true });
  prototype._compile = watching;
}

/** Key of the environment data by which a worker's creator says whether it begins with an ES module. */
const WORKER_KEY = 'racewire:module';

/**
 * Makes a worker with the word whether it may begin with an ES module: it does not know its file yet when preloads run.
 * @param code - what the constructor is given: text, path or URL
 */
export function tellWorker<T>(code: unknown, isText: boolean, make: () => T): T {
  setEnvironmentData(WORKER_KEY, isText ? signIn(String(code)) : signOf(code));
  try {
    return make();
  } finally {
    setEnvironmentData(WORKER_KEY, undefined);
  }
}

function signAtStart(): Sign {
  const given = givenOptions();
  if (LOADERS.test(given) || OTHER_SOURCES.test(given)) return 'more';
  if (!isMainThread) {
    const told = getEnvironmentData(WORKER_KEY) as Sign | undefined;
    setEnvironmentData(WORKER_KEY, undefined);
    if (told !== 'none') return told ?? 'files';
  }
  if (/--(input-type|test)\b/.test(given)) return 'files';
  if (!isMainThread) return 'none';
  const text = (process as { _eval?: unknown })._eval;
  return typeof text === 'string' ? signIn(text) : signOf(process.argv[1]);
}

function signIn(text: string): Sign {
  if (!mayImport(text)) return 'none';
  return DATA_URL.test(text) ? 'more' : 'files';
}

function givenOptions(): string {
  return [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
}

function signOf(given: unknown): Sign {
  if (typeof given !== 'string' && !(given instanceof URL)) return 'files';
  const main = fileOfUrl(String(given));
  if (main.startsWith('data:')) return 'more';
  const extension = extname(main);
  if (extension === '.cjs' || extension === '.cts') return 'none';
  return extension === '.mjs' || extension === '.mts' || isModulePackage(dirname(resolve(main)))
    ? 'files'
    : 'none';
}
