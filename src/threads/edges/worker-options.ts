// A worker loads the preload whatever its env and execArgv are: what NODE_OPTIONS says reaches it unless the program gives it
// an environment of its own, which is then completed by it, or arguments, which Node takes alone. Inherited arguments cannot be
// given with ours in front: Node refuses those of V8 and of the process (`--expose-gc`) where they are given, not inherited.
import process from 'node:process';
import { nodeOptionsWith } from '../../facts/node-options.ts';
import type { HandOver } from '../hand-over.ts';

/** The runtime was started by code, not by an option that workers inherit. */
let startedByCode = false;
let preloadPath = '';

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
    return { options: replaced(given, 'execArgv', withArgument(execArgv)), hidden: { execArgv: 2 } };
  }
  if (envKeeps && !startedByCode) return { options };
  // An environment that is shared takes nothing for one worker.
  if (typeof env === 'symbol')
    return {
      options: replaced(given, 'execArgv', withArgument(process.execArgv)),
      hidden: { execArgv: 2 },
    };
  if (typeof env !== 'object') return env === undefined ? inOwn(given, process.env) : { options };
  return inOwn(given, env ?? process.env);
}

function withArgument(execArgv: readonly unknown[]): unknown[] {
  return ['--require', preloadPath, ...execArgv];
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
