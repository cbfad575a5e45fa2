// What processes of a run are started with. A child process that is given an environment of its own still belongs to the
// run: what NODE_OPTIONS and RACEWIRE_RUN say is put back. Both ways into libuv are covered: ChildProcess.prototype.spawn
// (spawn, exec, execFile, fork) and what the synchronous functions end in.
//
// LIMIT: under Node's permission model the synchronous functions are out of reach.
import type os from 'node:os';
import process from 'node:process';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import { nodeOptionsWith } from '../facts/node-options.ts';
import { RUN_VARIABLE, TEST_VARIABLE } from '../facts/options.ts';
import { beforeSynchronousSpawn, patchChildProcess } from '../hooks/child-process.ts';
import { currentTest } from '../hooks/current-test.ts';
import { setsNodeOptions, withShim, withoutShim } from './node-shim.ts';

// V8 compiles and collects garbage with four threads. Where there are two processors or fewer, these and instrumented
// code's two or three times as many functions take the program's own thread off its processor while it starts; a test
// of time notices (docs/benchmarks-history.md). Written as nobody writes it, so that it is told from the program's own.
const POOL = '--v8-pool-size=01';
const FEW_PROCESSORS = 2;

/** NODE_OPTIONS of a process of the run: the preload and, on a small machine, how many threads V8 is to use. */
export function withRun(
  nodeOptions: string | undefined,
  preload: string,
  processors: number = processorsHere(),
): string {
  const preloaded = nodeOptionsWith(nodeOptions, preload);
  if (processors > FEW_PROCESSORS || /--v8[-_]pool[-_]size/.test(preloaded)) return preloaded;
  // In front: what stands behind may be in quotes (node-tap puts each option in them).
  return `${POOL} ${preloaded}`;
}

// Not imported: few processes and workers have children.
function processorsHere(): number {
  return (getBuiltinModule('node:os') as typeof os).availableParallelism();
}

/** Takes out what only the start of a process may say: a Worker that is given it in an `env` of its own is refused. */
export function withoutPool(nodeOptions: string): string {
  return nodeOptions.replace(new RegExp(`(?<!\\S)("?)${POOL}\\1(?:\\s+|$)`), '');
}

/**
 * Makes children inherit the run even where `options.env` leaves it out.
 * @param run - text of RACEWIRE_RUN
 * @param spool - the run's directory of spools
 */
export function hookChildProcesses(preload: string, run: string, spool: string): void {
  const given = process.env['NODE_OPTIONS'];
  const kept = given === undefined ? undefined : withoutPool(given);
  if (kept !== given) process.env['NODE_OPTIONS'] = kept;
  const path = process.env['PATH'];
  if (path !== undefined && withoutShim(path, spool) !== path) process.env['PATH'] = withoutShim(path, spool);
  const complete = <T extends { envPairs?: unknown; args?: unknown }>(options: T): T => {
    const pairs = options?.envPairs;
    if (!Array.isArray(pairs)) return options;
    const completed = completePairs(pairs as string[], preload, run);
    const words = Array.isArray(options.args) ? (options.args as unknown[]) : [];
    return {
      ...options,
      envPairs: setsNodeOptions(words) ? completed.map((pair) => shimmed(pair, spool, preload)) : completed,
    };
  };
  patchChildProcess(({ ChildProcess }) => {
    const prototype = ChildProcess.prototype as unknown as { spawn(options: object): unknown };
    const { spawn } = prototype;
    prototype.spawn = function (options) {
      return Reflect.apply(spawn, this, [complete(options)]) as unknown;
    };
  });
  beforeSynchronousSpawn(complete);
}

function shimmed(pair: string, spool: string, preload: string): string {
  return pair.startsWith('PATH=')
    ? `PATH=${withShim(pair.slice('PATH='.length), spool, preload) ?? ''}`
    : pair;
}

function completePairs(pairs: readonly string[], preload: string, run: string): string[] {
  const has = (name: string) => (pair: string) => pair.startsWith(`${name}=`);
  const nodeOptions = pairs.find(has('NODE_OPTIONS'))?.slice('NODE_OPTIONS='.length);
  const test = currentTest();
  const kept = pairs.filter((pair) => !has('NODE_OPTIONS')(pair) && !has(RUN_VARIABLE)(pair));
  return [
    ...(test === null ? kept : kept.filter((pair) => !has(TEST_VARIABLE)(pair))),
    ...(test === null ? [] : [`${TEST_VARIABLE}=${JSON.stringify(test)}`]),
    `NODE_OPTIONS=${withRun(nodeOptions, preload)}`,
    `${RUN_VARIABLE}=${run}`,
  ];
}
