// ES modules on Node 20 and 22 before 22.15: module.register runs loader-hooks.mjs in Node's own hooks thread. That thread
// takes a while to start (40 ms and more), so it is started with the first sign of an ES module only: the main file is
// one, an option asks for one, or CommonJS is about to run that has a dynamic import. Kept outermost by registering
// again after every other registration; loader-hooks.ts makes the inner ones pass through.
import process from 'node:process';
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import type { RunOptions } from '../facts/options.ts';
import { ALONE_VARIABLE } from './alone.ts';
import { mayImport } from './import-signs.ts';
import { fileOfUrl } from './instrumenter.ts';

type Register = (specifier: string | URL, ...rest: unknown[]) => unknown;
type Compile = (this: unknown, content: string, ...rest: unknown[]) => unknown;

/** Options by which other loaders come, with a thread of hooks of their own. */
const LOADERS = /--(import|loader|experimental-loader)\b/;

/** Instruments ES modules through the off-thread hooks. */
export function hookModulesOffThread(options: RunOptions, home: string): void {
  const host = Module as unknown as { register?: Register };
  const register = host.register;
  if (register === undefined) return;
  let registered = false;
  const own = (): void => {
    const first = !registered && !LOADERS.test(givenOptions());
    registered = true;
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
  Module.syncBuiltinESMExports();

  if (mayStartWithModule()) {
    own();
    return;
  }
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  const watching: Compile = function (content, ...rest) {
    if (!registered && typeof content === 'string' && mayImport(content)) own();
    if (registered && prototype._compile === watching) prototype._compile = compile;
    return Reflect.apply(compile, this, [content, ...rest]);
  };
  Object.defineProperty(watching, 'name', { value: compile.name, configurable: true });
  prototype._compile = watching;
}

/** Key of the environment data by which a worker's creator says whether it begins with an ES module. */
const WORKER_KEY = 'racewire:module';

/**
 * Makes a worker with the word whether it may begin with an ES module: it does not know its file yet when preloads run,
 * and a thread of hooks for each worker of a pool is costly.
 * @param code - what the constructor is given: text, path or URL
 */
export function tellWorker<T>(code: unknown, isText: boolean, make: () => T): T {
  setEnvironmentData(WORKER_KEY, isText ? mayImport(String(code)) : mayBeModule(code));
  try {
    return make();
  } finally {
    setEnvironmentData(WORKER_KEY, undefined);
  }
}

function mayStartWithModule(): boolean {
  if (!isMainThread) {
    const told = getEnvironmentData(WORKER_KEY);
    setEnvironmentData(WORKER_KEY, undefined);
    if (told !== false) return true;
  }
  const given = givenOptions();
  if (LOADERS.test(given) || /--(input-type|experimental-default-type|test)\b/.test(given)) return true;
  if (!isMainThread) return false;
  const text = (process as { _eval?: unknown })._eval;
  if (typeof text === 'string') return mayImport(text);
  return mayBeModule(process.argv[1]);
}

function givenOptions(): string {
  return [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
}

function mayBeModule(given: unknown): boolean {
  if (typeof given !== 'string' && !(given instanceof URL)) return true;
  const main = fileOfUrl(String(given));
  if (main.startsWith('data:')) return true;
  const extension = extname(main);
  if (extension === '.cjs' || extension === '.cts') return false;
  return extension === '.mjs' || extension === '.mts' || isModulePackage(dirname(resolve(main)));
}

function isModulePackage(from: string): boolean {
  for (let at = from; ; at = dirname(at)) {
    const manifest = join(at, 'package.json');
    if (existsSync(manifest)) {
      try {
        return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown }).type === 'module';
      } catch {
        return true;
      }
    }
    if (dirname(at) === at) return false;
  }
}
