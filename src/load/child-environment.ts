// A child process that is given an environment of its own still belongs to the run: what NODE_OPTIONS and RACEWIRE_RUN
// say is put back. Both ways into libuv are covered: ChildProcess.prototype.spawn (spawn, exec, execFile, fork) and the
// synchronous functions.
import process from 'node:process';
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { RUN_VARIABLE, TEST_VARIABLE } from '../facts/options.ts';
import { currentTest } from '../hooks/current-test.ts';

/** NODE_OPTIONS with `--require preload` in front, unless it is there already. */
export function withPreload(nodeOptions: string | undefined, preload: string): string {
  const wanted = `--require=${quote(preload)}`;
  if (nodeOptions === undefined || nodeOptions.trim() === '') return wanted;
  return nodeOptions.includes(wanted) ? nodeOptions : `${wanted} ${nodeOptions}`;
}

// NODE_OPTIONS splits at spaces outside double quotes; a backslash escapes inside them.
function quote(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
}

/** Makes children inherit the run even where `options.env` leaves it out. */
export function hookChildProcesses(preload: string): void {
  const run = process.env[RUN_VARIABLE]!;
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn(options: { envPairs?: string[] }): unknown;
  };
  const spawn = prototype.spawn;
  prototype.spawn = function (options) {
    const pairs = options?.envPairs;
    if (Array.isArray(pairs)) options = { ...options, envPairs: completePairs(pairs, preload, run) };
    return Reflect.apply(spawn, this, [options]) as unknown;
  };

  const host = childProcess as unknown as Record<string, (...values: unknown[]) => unknown>;
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const original = host[name]!;
    const hooked = function (this: unknown, ...values: unknown[]): unknown {
      const before = process.env[TEST_VARIABLE];
      const test = currentTest();
      if (test !== null) process.env[TEST_VARIABLE] = JSON.stringify(test);
      try {
        return Reflect.apply(
          original,
          this,
          values.map((value) => withRun(value, preload, run)),
        ) as unknown;
      } finally {
        if (before === undefined) delete process.env[TEST_VARIABLE];
        else process.env[TEST_VARIABLE] = before;
      }
    };
    Object.defineProperty(hooked, 'name', { value: name, configurable: true });
    Object.defineProperty(hooked, 'length', { value: original.length, configurable: true });
    host[name] = hooked;
  }
  syncBuiltinESMExports();
}

function completePairs(pairs: readonly string[], preload: string, run: string): string[] {
  const has = (name: string) => (pair: string) => pair.startsWith(`${name}=`);
  const nodeOptions = pairs.find(has('NODE_OPTIONS'))?.slice('NODE_OPTIONS='.length);
  const test = currentTest();
  const kept = pairs.filter((pair) => !has('NODE_OPTIONS')(pair) && !has(RUN_VARIABLE)(pair));
  return [
    ...(test === null ? kept : kept.filter((pair) => !has(TEST_VARIABLE)(pair))),
    ...(test === null ? [] : [`${TEST_VARIABLE}=${JSON.stringify(test)}`]),
    `NODE_OPTIONS=${withPreload(nodeOptions, preload)}`,
    `${RUN_VARIABLE}=${run}`,
  ];
}

function withRun(value: unknown, preload: string, run: string): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const env = (value as { env?: NodeJS.ProcessEnv }).env;
  if (env === undefined || env === null || env === process.env) return value;
  return {
    ...value,
    env: {
      ...env,
      ...(process.env[TEST_VARIABLE] === undefined ? {} : { [TEST_VARIABLE]: process.env[TEST_VARIABLE] }),
      NODE_OPTIONS: withPreload(env['NODE_OPTIONS'], preload),
      [RUN_VARIABLE]: run,
    },
  };
}
