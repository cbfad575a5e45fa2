// The first file of every process and thread of a run, given by --require in NODE_OPTIONS; bundled as dist/preload.cjs.
// It only decides whether this thread belongs to a run: it is loaded, too, where no run is, and in Node's own threads.
import process from 'node:process';
import { realpathSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { isMainThread, parentPort } from 'node:worker_threads';
import { RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { globalHooks } from './global-name.ts';
import { ALONE_VARIABLE } from './alone.ts';
import { loadBuilt } from './compiled-code.ts';
import type * as Runtime from './runtime.ts';

/** Hash of the built runtime, put in by the build. */
declare const RACEWIRE_RUNTIME: string | undefined;
const RUNTIME = typeof RACEWIRE_RUNTIME === 'string' ? RACEWIRE_RUNTIME : '';

// A run's children may be of any Node; the runtime is written for those it supports.
const OLDEST = 20;

try {
  // A worker whose environment says nothing may have been told by its creator in another way (src/threads/hand-over.ts).
  const mayBelong = process.env[RUN_VARIABLE] !== undefined || !isMainThread;
  const supported = Number(process.versions.node.split('.')[0]) >= OLDEST;
  if (isHooksThread()) keepOthersOut();
  else if (mayBelong && supported && globalHooks() === undefined && !isOwnCommand()) {
    const runtime = loadBuilt(join(__dirname, 'runtime.cjs'), RUNTIME, cacheDirectory(), !isMainThread);
    (runtime.exports as typeof Runtime).startRuntime(__filename, () => runtime.keep(true));
    runtime.keep(false);
  }
} catch (error) {
  process.emitWarning(`racewire does not watch this process: ${String(error)}`);
}

// The runtime reads the options in full; a worker that is told of them in another way compiles the runtime itself.
function cacheDirectory(): string {
  const given = process.env[RUN_VARIABLE];
  if (given === undefined) return '';
  const { cache } = JSON.parse(given) as Partial<RunOptions>;
  return typeof cache === 'string' ? cache : '';
}

// Node runs preloads in the thread of module.register's hooks, too, where no program runs. It alone has no parent port.
function isHooksThread(): boolean {
  return !isMainThread && parentPort === null;
}

// The thread of hooks is racewire's own idea (register-hooks.ts): what else `--require` names was not meant to run in it.
function keepOthersOut(): void {
  if (process.env[ALONE_VARIABLE] === undefined) return;
  delete process.env[ALONE_VARIABLE];
  const host = Module as unknown as {
    _load: (request: string, parent?: { id?: string }, ...rest: unknown[]) => unknown;
  };
  const load = host._load;
  host._load = function (request, parent, ...rest) {
    if (parent?.id === 'internal/preload') return {};
    return Reflect.apply(load, this, [request, parent, ...rest]);
  };
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
