// The options that the runtime needs, as the wrapping process hands them down: one JSON text in RACEWIRE_RUN.
import type { RaceKind } from './types.ts';

/** Environment variable that carries RunOptions to every process and thread of a run. */
export const RUN_VARIABLE = 'RACEWIRE_RUN';

/** Set while an adapter starts the runtime in a process that was not told to load it. */
export const BY_CODE_VARIABLE = 'RACEWIRE_BY_CODE';

/** Environment variable by which a test hands its name to the child processes it starts. */
export const TEST_VARIABLE = 'RACEWIRE_TEST';

export interface RunOptions {
  /** Directory of this run's spools; created by the wrapping process with mode 0700. */
  readonly spool: string;
  /** Directory of the instrumented-code cache and site tables. */
  readonly cache: string;
  /** Directory of the project: the nearest one with a package.json. */
  readonly root: string;
  /** Files below it, outside node_modules, are the project's own: `root`, or the workspace that `root` is part of. */
  readonly own: string;
  readonly engines: readonly ('threads' | 'tasks')[];
  readonly level: 'observed' | 'predicted' | 'strict';
  /** Instrument node_modules, too. */
  readonly deps: boolean;
  /** What `deps` leaves out: source of a regular expression over paths. */
  readonly tools: string;
  /**
   * Files to instrument besides the project's own: sources of regular expressions over the path relative to `root`
   * (with `/`, absolute where the file lies elsewhere). The wrapping process makes them of the user's globs, so that no
   * glob matcher is loaded into the program.
   */
  readonly include: readonly string[];
  /** Files not to instrument; of the same form, and stronger than `include`. */
  readonly exclude: readonly string[];
  readonly values: 'shape' | 'full' | 'none';
  readonly redactKeys: boolean;
  readonly stores: boolean;
  /** Size of the event ring (threads) in 2^history events. */
  readonly history: number;
  /** Greatest number of bytes of shadow memory. */
  readonly shadowLimit: number;
  readonly halt: boolean;
  readonly live: boolean;
  /** Count the calls of hooks by site; `stacks`: and keep stacks of accesses. For `racewire bench`. */
  readonly count?: 'sites' | 'stacks';
  /** Kinds that are not looked for. */
  readonly off?: readonly RaceKind[];
}

export const DEFAULT_RUN_OPTIONS: RunOptions = {
  spool: '',
  cache: '',
  root: '',
  own: '',
  engines: ['threads', 'tasks'],
  level: 'predicted',
  deps: false,
  tools: '(?!)',
  include: [],
  exclude: [],
  values: 'shape',
  redactKeys: false,
  stores: true,
  history: 14,
  shadowLimit: 4 * 1024 ** 3,
  halt: false,
  live: false,
};
