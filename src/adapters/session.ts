// A run that a test runner's adapter starts itself, where no `racewire --` is around it: its directory of facts, what its
// processes are told, and what is left of it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { globalHooks } from '../load/global-name.ts';
import { cacheDirectory, makeSpoolDirectory, projectRoot } from '../cli/directories.ts';
import { homeDirectory } from '../cli/home.ts';
import { runOptions } from '../cli/run-options.ts';
import { DEFAULTS, type Config, type UserConfig } from '../config/keys.ts';
import { readEnvironment, readObject, SETTINGS_VARIABLE } from '../config/load.ts';
import { BY_CODE_VARIABLE, RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { nodeOptionsWith } from '../facts/node-options.ts';
import { readRunOptions } from '../load/run-options.ts';

/** What a race does to the test that has it. */
export type Mode = 'fail' | 'warn';

/** Settings of an adapter: those of a configuration file, which they overrule, and `mode`. */
export interface AdapterOptions extends UserConfig {
  /** `fail`: a race fails its test, and the run. `warn`: it is printed only. @default 'fail' */
  readonly mode?: Mode;
}

/** How an adapter's options reach the processes of the run. */
export const ADAPTER_VARIABLE = 'RACEWIRE_ADAPTER';

/** What every process of an adapter's run is told. */
export interface Told {
  readonly mode: Mode;
  /** Options of the adapter; the environment goes before them, a configuration file after. */
  readonly given: Partial<Config>;
  readonly root: string;
  readonly cwd: string;
}

export interface Session {
  readonly run: RunOptions;
  readonly home: string;
  readonly told: Told;
  /** Whether this process began the run, and is to report it. */
  readonly owner: boolean;
}

/** The run that this process belongs to, or a new one. Children and workers made from here on belong to it. */
export function joinRun(options: AdapterOptions = {}, from: string = process.cwd()): Session {
  const home = homeDirectory();
  const preload = join(home, 'preload.cjs');
  const outer = readRunOptions(process.env[RUN_VARIABLE]);
  const earlier = readTold();
  if (outer !== undefined && existsSync(outer.spool)) {
    const told = earlier ?? tell(options, outer.root);
    return { run: outer, home, told, owner: false };
  }
  const root = projectRoot(from);
  const told = tell(options, root);
  const settings = { ...DEFAULTS, ...told.given, ...readEnvironment(process.env[SETTINGS_VARIABLE]) };
  const run = runOptions(settings, { spool: makeSpoolDirectory(), cache: cacheDirectory(root), root });
  process.env[RUN_VARIABLE] = JSON.stringify(run);
  process.env['NODE_OPTIONS'] = nodeOptionsWith(process.env['NODE_OPTIONS'], preload);
  return { run, home, told, owner: true };
}

function tell(options: AdapterOptions, root: string): Told {
  const { mode = 'fail', ...rest } = options;
  const told: Told = {
    mode,
    given: readObject(rest, 'the options of the adapter'),
    root,
    cwd: process.cwd(),
  };
  process.env[ADAPTER_VARIABLE] = JSON.stringify(told);
  return told;
}

/** What the process that began the run told. */
export function readTold(): Told | undefined {
  const text = process.env[ADAPTER_VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Told);
}

/** Starts the runtime in this very thread, unless it runs. */
export function startHere(session: Session): void {
  const running = globalHooks() !== undefined;
  if (running) return;
  process.env[BY_CODE_VARIABLE] = '1';
  createRequire(`${session.home}/`)(join(session.home, 'preload.cjs'));
}
