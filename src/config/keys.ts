// The settings, one row each: how a text (command line, RACEWIRE) and a value (file) become it. The command line, the
// configuration file, --print-config and the documentation are all made from this table.
import { userError, quoted } from '../errors.ts';
import { parseFailOn, type FailOn } from './fail-on.ts';

/** Races of a run are looked for and judged by these. */
export interface Config {
  /** Formats of the report, each with the file it goes to (`json=report.json`), if any. @default ['pretty'] */
  readonly reporter: readonly string[];
  /** File for the report of the last reporter that has no file of its own. */
  readonly output?: string;
  /** @default 'predicted' */
  readonly level: 'observed' | 'predicted' | 'strict';
  /** @default ['threads', 'tasks'] */
  readonly engine: readonly ('threads' | 'tasks')[];
  /** Instrument node_modules, too, but for the tools that run or compile tests. @default false */
  readonly deps: boolean;
  /** Globs of files to instrument besides the project's own. @default [] */
  readonly include: readonly string[];
  /** Globs of files not to instrument. @default [] */
  readonly exclude: readonly string[];
  /** What a report shows of the program's values. @default 'shape' */
  readonly values: 'shape' | 'full' | 'none';
  /** Print a hash in place of each key. @default false */
  readonly redactKeys: boolean;
  /** Whose races change the exit code. @default 'first-party' */
  readonly blame: 'first-party' | 'all';
  /** Number of races tolerated: in all, or by kind or certainty. @default 0 */
  readonly failOn: FailOn;
  /** Files of suppressions. @default ['.racewire-suppressions'] where that file exists */
  readonly suppressions: readonly string[];
  /** A report whose races are known and do not fail the run. */
  readonly baseline?: string;
  /** Also show these. @default [] */
  readonly show: readonly 'benign'[];
  /** How much of each race is printed. @default 'full' for the first ten, the rest summed up */
  readonly detail?: 'line' | 'screen' | 'full';
  /** Size of the threads engine's ring of past events, 2^history of them. @default 14 */
  readonly history: number;
  /** Stop the command at the first race. @default false */
  readonly halt: boolean;
  /** Print each race as it is found. @default false */
  readonly live: boolean;
  /** End the command after so many seconds, and report. */
  readonly timeout?: number;
  /** Watch Maps, Sets and objects. @default true */
  readonly stores: boolean;
  /** Greatest size of the shadow of shared memory, in MiB. @default 4096 */
  readonly shadowLimit: number;
}

/** What a user may write: any of the settings. */
export type UserConfig = {
  readonly [K in keyof Config]?: K extends 'failOn' ? FailOn | number | string : Config[K];
};

interface Row<T> {
  /** As commander takes it. */
  readonly flags: string;
  readonly help: string;
  /** In words, for "Expected … to be". */
  readonly expected: string;
  /** Value of a text, or undefined where it is not one. */
  fromText(text: string): T | undefined;
  /** Value of what a file says, or undefined where it is not one. */
  fromValue(value: unknown): T | undefined;
  /** Whether a later mention on the command line adds to an earlier one. */
  readonly list?: boolean;
  /** Takes no argument on the command line. */
  readonly flag?: boolean;
}

function choice<T extends string>(flags: string, help: string, values: readonly T[]): Row<T> {
  const find = (value: unknown): T | undefined => values.find((known) => known === value);
  return {
    flags,
    help,
    expected: `one of ${values.map(quoted).join(', ')}`,
    fromText: find,
    fromValue: find,
  };
}

function choices<T extends string>(
  flags: string,
  help: string,
  values: readonly T[],
  least: number,
): Row<readonly T[]> {
  const all = (given: readonly unknown[]): readonly T[] | undefined => {
    const found = given.map((one) => values.find((known) => known === one));
    return found.length >= least && found.every((one) => one !== undefined) ? found : undefined;
  };
  return {
    flags,
    help,
    expected: `a list of ${values.map(quoted).join(', ')}`,
    fromText: (text) => all(split(text)),
    fromValue: (value) =>
      Array.isArray(value) ? all(value) : typeof value === 'string' ? all(split(value)) : undefined,
  };
}

function texts(flags: string, help: string, expected: string): Row<readonly string[]> {
  return {
    flags,
    help,
    expected,
    list: true,
    fromText: (text) => (text === '' ? undefined : split(text)),
    fromValue: (value) =>
      typeof value === 'string'
        ? [value]
        : Array.isArray(value) && value.every((one) => typeof one === 'string')
          ? (value as string[])
          : undefined,
  };
}

function text(flags: string, help: string, expected: string): Row<string> {
  const one = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  return { flags, help, expected, fromText: one, fromValue: one };
}

function integer(flags: string, help: string, least: number, most: number): Row<number> {
  const fits = (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : undefined;
  return {
    flags,
    help,
    expected:
      most === Number.MAX_SAFE_INTEGER
        ? `an integer from ${least} and up`
        : `an integer from ${least} to ${most}`,
    fromText: (given) => (/^\d+$/.test(given) ? fits(Number(given)) : undefined),
    fromValue: fits,
  };
}

const TRUE = ['true', 'on', 'yes', '1', ''];
const FALSE = ['false', 'off', 'no', '0'];

function flag(flags: string, help: string): Row<boolean> {
  return {
    flags,
    help,
    expected: '`true` or `false`',
    flag: !flags.includes('<'),
    fromText: (given) => (TRUE.includes(given) ? true : FALSE.includes(given) ? false : undefined),
    fromValue: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

// A comma within the braces of a glob is the glob's.
const split = (list: string): string[] =>
  list
    .split(/,(?![^{]*\})/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Names of the report's formats. */
export const FORMATS = ['pretty', 'json', 'sarif', 'junit', 'github', 'html'] as const;
export type Format = (typeof FORMATS)[number];

const reporters: Row<readonly string[]> = {
  ...texts(
    '--reporter <format>',
    `format of the report: ${FORMATS.join(', ')}; several with commas, format=FILE for a file`,
    `a list of ${FORMATS.map(quoted).join(', ')}, each perhaps with \`=FILE\``,
  ),
};
function knownReporters(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.every((one) => (FORMATS as readonly string[]).includes(one.split('=')[0]!)) ? list : undefined;
}

export const KEYS: { readonly [K in keyof Required<Config>]: Row<Required<Config>[K]> } = {
  reporter: {
    ...reporters,
    fromText: (given) => knownReporters(reporters.fromText(given)),
    fromValue: (value) => knownReporters(reporters.fromValue(value)),
  },
  output: text('--output <file>', 'write the report to this file', 'a file name'),
  level: choice(
    '--level <level>',
    'observed: only what happened; predicted: also what this run’s order allows; strict: also unordered writes of tasks',
    ['observed', 'predicted', 'strict'],
  ),
  engine: choices(
    '--engine <list>',
    'threads (shared memory), tasks (across await), or both with a comma',
    ['threads', 'tasks'],
    1,
  ),
  deps: flag('--deps', 'instrument node_modules, too, but for the tools that run or compile tests'),
  include: texts('--include <globs>', 'also instrument these files', 'a list of globs'),
  exclude: texts('--exclude <globs>', 'do not instrument these files', 'a list of globs'),
  values: choice('--values <how>', 'program values in reports: shape, full or none', [
    'shape',
    'full',
    'none',
  ]),
  redactKeys: flag('--redact-keys', 'print a hash in place of each key'),
  blame: choice('--blame <whose>', 'whose races change the exit code: first-party or all', [
    'first-party',
    'all',
  ]),
  failOn: {
    flags: '--fail-on <limits>',
    help: 'races tolerated: a number, or kind=number, certainty=number with commas',
    expected: 'a number of races, or a list such as `lost-update=2,predicted=5`',
    fromText: parseFailOn,
    fromValue: (value) =>
      typeof value === 'string' ||
      typeof value === 'number' ||
      (typeof value === 'object' && value !== null && !Array.isArray(value))
        ? parseFailOn(value)
        : undefined,
  },
  suppressions: texts(
    '--suppressions <file>',
    'file of races to keep silent about, kind:pattern a line',
    'a list of file names',
  ),
  baseline: text(
    '--baseline <file>',
    'a report (or `racewire baseline`) whose races are known',
    'a file name',
  ),
  show: choices('--show <what>', 'also show: benign', ['benign'], 0),
  detail: choice('--detail <how>', 'print each race as line, screen or full', ['line', 'screen', 'full']),
  history: integer('--history <n>', 'remember 2^n events a thread for previous stacks', 8, 24),
  halt: flag('--halt', 'stop the command at the first race'),
  live: flag('--live', 'print each race as it is found'),
  timeout: integer(
    '--timeout <seconds>',
    'end the command after this time, and report',
    1,
    Number.MAX_SAFE_INTEGER,
  ),
  stores: flag('--stores <on|off>', 'watch Maps, Sets and objects (off: shared memory only)'),
  shadowLimit: integer(
    '--shadow-limit <MiB>',
    'greatest size of the shadow of shared memory',
    1,
    Number.MAX_SAFE_INTEGER,
  ),
};

export type Key = keyof Config;
export const KEY_NAMES: readonly Key[] = Object.keys(KEYS) as Key[];

export const DEFAULTS: Config = {
  reporter: ['pretty'],
  level: 'predicted',
  engine: ['threads', 'tasks'],
  deps: false,
  include: [],
  exclude: [],
  values: 'shape',
  redactKeys: false,
  blame: 'first-party',
  failOn: { total: 0 },
  suppressions: [],
  show: [],
  history: 14,
  halt: false,
  live: false,
  stores: true,
  shadowLimit: 4096,
};

/** Reads one setting from a text. @param where - as the message names it: `--level`, `RACEWIRE` key `level` */
export function readText<K extends Key>(key: K, given: string, where: string): Required<Config>[K] {
  const value = KEYS[key].fromText(given);
  if (value === undefined) throw userError('ERR_RACEWIRE_VALUE', where, KEYS[key].expected, quoted(given));
  return value;
}

/** Reads one setting from a value of a configuration file. */
export function readValue<K extends Key>(key: K, given: unknown, where: string): Required<Config>[K] {
  const value = KEYS[key].fromValue(given);
  if (value === undefined) throw userError('ERR_RACEWIRE_VALUE', where, KEYS[key].expected, quoted(given));
  return value;
}
