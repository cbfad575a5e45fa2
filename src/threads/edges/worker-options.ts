// A worker loads the preload whatever its env and execArgv are: what NODE_OPTIONS says reaches it unless the program gives it
// an environment of its own, which is then completed by it, or arguments, which Node takes alone. Inherited arguments cannot all
// be given with ours in front: Node refuses those of V8 and of the process (`--expose-gc`) where they are given, not inherited.
import process from 'node:process';
import workerThreads from 'node:worker_threads';
import { nodeOptionsWith } from '../../facts/node-options.ts';
import type { HandOver } from '../hand-over.ts';

/** The runtime was started by code, not by an option that workers inherit. */
let startedByCode = false;
let preloadPath = '';
/** As Node has it, before patchWorkerStart(). */
const { Worker } = workerThreads;

/**
 * Sets the file that workers must load first.
 * @param byCode - whether this thread was not told to load it by an option
 */
export function setPreloadPath(path: string, byCode: boolean): void {
  startedByCode = byCode;
  preloadPath = path;
}

interface WorkerOptions {
  env?: unknown;
  execArgv?: unknown;
}

/** Options to use, and what the worker is to take back of them. */
interface Completed {
  readonly options: unknown;
  readonly hidden?: HandOver['hidden'];
}

/** The options of a Worker with the preload where env or execArgv of the program would keep it out. */
export function withPreload(options: unknown): Completed {
  if (preloadPath === '' || (options !== undefined && (typeof options !== 'object' || options === null)))
    return { options };
  if (options === undefined && !startedByCode) return { options };
  const given = (options ?? {}) as WorkerOptions;
  const { env, execArgv } = given;
  const envKeeps = env === undefined || env === null || env === process.env || typeof env === 'symbol';
  if (execArgv !== undefined) {
    // Node throws where it is no array.
    if (!Array.isArray(execArgv)) return { options };
    return withArguments(given, execArgv, execArgv.map(String));
  }
  if (envKeeps && !startedByCode) return { options };
  if (envKeeps) return byCode(given);
  return typeof env === 'object' ? inOwn(given, env) : { options };
}

// Node reads no NODE_OPTIONS that was set since the process began, unless the worker has arguments or an environment of its own.
// It overlooks what a worker cannot have of NODE_OPTIONS, but not of arguments: those are left out, as they hold for the process.
function byCode(given: WorkerOptions): Completed {
  const own = process.execArgv;
  const refused = refusedOf(own);
  const taken = refused.length === 0 ? own : own.filter((word) => !refused.includes(word));
  return withArguments(given, taken, own);
}

/** An argument that Node does not have: a Worker that is given it names all those that it refuses, and is not made. */
const NONE = '--racewire-none';
const asked = new Map<string, readonly string[]>();

/** Those of the arguments that Node refuses a worker: V8's (`--expose-gc`), and those of the whole process (`--title=x`). */
function refusedOf(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  const key = words.join('\0');
  let refused = asked.get(key);
  if (refused === undefined) {
    refused = [];
    try {
      new Worker('', { eval: true, execArgv: [...words, NONE] });
    } catch (error) {
      refused = (error as Error).message.replace(/^.*?: /, '').split(', ');
    }
    asked.set(key, refused);
  }
  return refused;
}

// `shown`: what the worker is to find in process.execArgv.
function withArguments(
  given: WorkerOptions,
  execArgv: readonly unknown[],
  shown: readonly string[],
): Completed {
  const all = ['--require', preloadPath, ...execArgv];
  return { options: replaced(given, 'execArgv', all), hidden: { execArgv: shown } };
}

// In a copy of the environment, which Node makes, too.
function inOwn(given: WorkerOptions, env: object): Completed {
  const own = { ...env } as NodeJS.ProcessEnv;
  const nodeOptions = own['NODE_OPTIONS'];
  const wanted = nodeOptionsWith(nodeOptions === undefined ? undefined : String(nodeOptions), preloadPath);
  if (wanted === nodeOptions) return { options: given };
  own['NODE_OPTIONS'] = wanted;
  return { options: replaced(given, 'env', own), hidden: { nodeOptions: nodeOptions ?? null } };
}

// Of an empty object: that of the program may be frozen, and a proxy must not contradict its target.
function replaced(given: WorkerOptions, name: keyof WorkerOptions, value: unknown): object {
  return new Proxy(
    {},
    {
      get: (_, key) => (key === name ? value : (Reflect.get(given, key) as unknown)),
      has: (_, key) => Reflect.has(given, key),
    },
  );
}
