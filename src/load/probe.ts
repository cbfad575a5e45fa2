// `racewire doctor` looks with this at what a run's processes do besides what the hooks see: bundled as dist/probe.cjs and
// given by --require behind the preload. It counts; it changes nothing that a program could tell, and a failure of its own
// costs a finding.
import process from 'node:process';
import childProcess from 'node:child_process';
import { writeFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, threadId } from 'node:worker_threads';
import { globalHooks } from './global-name.ts';
import { ReflectApply } from '../hooks/primordials.ts';

/** Directory that the findings go to. */
export const PROBE_VARIABLE = 'RACEWIRE_PROBE';

/** What one thread did. */
export interface Probed {
  readonly pid: number;
  readonly tid: number;
  /** Whether the preload has started the engines in this thread. */
  readonly watched: boolean;
  /** Files that were loaded; ES modules on Node.js ≥ 22.15. */
  readonly files: readonly string[];
  readonly addons: readonly string[];
  /** How often WebAssembly was compiled. */
  readonly wasm: number;
  /** Workers started from this thread. */
  readonly workers: number;
  /** Node processes started from this thread. */
  readonly children: readonly number[];
}

type Any = (this: unknown, ...values: unknown[]) => unknown;

/** Calls `before` with the arguments, then the original, as the original. */
function watch(host: object, name: string, before: (values: unknown[], self: unknown) => void): void {
  const original = (host as Record<string, Any>)[name];
  if (typeof original !== 'function') return;
  const watched = new Proxy(original, {
    apply(target, self, values: unknown[]): unknown {
      const result = ReflectApply(target, self, values);
      try {
        before(values, self);
      } catch {
        // A finding less.
      }
      return result;
    },
  });
  const descriptor = Object.getOwnPropertyDescriptor(host, name) ?? { writable: true, configurable: true };
  Object.defineProperty(host, name, { ...descriptor, value: watched });
}

interface WebAssemblyHost {
  readonly WebAssembly?: object;
}

function start(directory: string, watched: boolean): void {
  const files = new Set<string>();
  const addons = new Set<string>();
  const children: number[] = [];
  let wasm = 0;
  let workers = 0;
  watch(process, 'dlopen', (values) => void addons.add(String(values[1])));
  const host = (globalThis as WebAssemblyHost).WebAssembly;
  if (host !== undefined) {
    for (const name of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'])
      watch(host, name, () => wasm++);
  }
  process.on('worker', (worker: object) => {
    // Node's own thread for module hooks is an InternalWorker.
    if (worker.constructor.name !== 'InternalWorker') workers++;
  });
  watch(childProcess.ChildProcess.prototype, 'spawn', (_values, self) => {
    const { pid, spawnfile } = self as { pid?: number; spawnfile?: string };
    if (pid !== undefined && /(^|[\\/])node(\.exe)?$/.test(spawnfile ?? '')) children.push(pid);
  });
  const { registerHooks } = Module as unknown as { registerHooks?: (hooks: object) => void };
  registerHooks?.({
    load(url: string, context: unknown, next: Any): unknown {
      if (url.startsWith('file:')) files.add(fileURLToPath(url));
      return next(url, context);
    },
  });
  const { _cache } = Module as unknown as { _cache: Readonly<Record<string, unknown>> };
  process.on('exit', () => {
    try {
      for (const file of Object.keys(_cache)) files.add(file);
      const found: Probed = {
        pid: process.pid,
        tid: threadId,
        watched,
        files: [...files],
        addons: [...addons],
        wasm,
        workers,
        children,
      };
      writeFileSync(join(directory, `${process.pid}-${threadId}.json`), JSON.stringify(found));
    } catch {
      // A disk that is full: the doctor says what it has.
    }
  });
}

const directory = process.env[PROBE_VARIABLE];
// Node's own thread for module hooks runs no program.
if (directory !== undefined && (isMainThread || parentPort !== null))
  start(directory, globalHooks() !== undefined);
