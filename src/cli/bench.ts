// `racewire bench -- <command>`: what racewire costs this command, and where. Runs it natively, under racewire without any
// file watched, and under racewire, in turn; then once to count hooks, and once more for each file that is asked for.
import { Command, CommanderError } from 'commander';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { benchText, type BenchResult, type Figures, type Saving } from '../bench/bench-text.ts';
import { hookCounts, type HookCounts } from '../bench/hook-counts.ts';
import { measuredRun, type MeasuredRun } from '../bench/measured-run.ts';
import { speedscope } from '../bench/speedscope.ts';
import { estimate, ratios } from '../bench/statistics.ts';
import type { Config, Key } from '../config/keys.ts';
import { loadConfig } from '../config/load.ts';
import { userError } from '../errors.ts';
import { RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { readSpools, type Spool } from '../facts/read.ts';
import { makePaint, takesColours } from '../formats/paint.ts';
import { nodeOptionsWith } from '../facts/node-options.ts';
import { withRun } from '../load/child-environment.ts';
import { openPlaces } from '../report/places.ts';
import { VERSION } from '../version.ts';
import { addOptions, dashed, readOptions, refuse } from './command-line.ts';
import { cacheDirectory, makeSpoolDirectory, projectRoot, removeSpoolDirectory } from './directories.ts';
import { homeDirectory } from './home.ts';
import { writeReport } from './publish.ts';
import { runOptions } from './run-options.ts';
import { mapOfText } from './text-maps.ts';

/** Settings that change what a run costs. */
const RUN_KEYS: readonly Key[] = [
  'level',
  'engine',
  'deps',
  'include',
  'exclude',
  'values',
  'stores',
  'history',
  'shadowLimit',
];

interface Asked {
  readonly command: readonly string[];
  readonly rounds: number;
  readonly measure: 'cpu' | 'wall';
  readonly top: number;
  readonly tryExclude: number;
  readonly json?: string;
  readonly cpuProfile?: string;
  readonly flamegraph?: string;
  readonly config: Config;
  /** The settings as they were written, for the runs under racewire. */
  readonly words: readonly string[];
  readonly root: string;
}

/** `racewire bench [options] -- <command …>`; returns the exit code. */
export async function bench(argv: readonly string[]): Promise<number> {
  const asked = await readArguments(argv);
  if (asked === undefined) return 0;
  const runs = runsOf(asked);
  const { native, bare, watched, excluded, hooks, spools } = await measureAll(asked, runs);
  const ms = (list: readonly MeasuredRun[]): number[] => list.map((one) => one[asked.measure]);
  const overhead = estimate(ms(watched)).median - estimate(ms(bare)).median;
  // Some calls name no site: they are taken to fall where the others do.
  const located = hooks.files.reduce((sum, { calls }) => sum + calls, 0);
  const savings = hooks.files.map(({ file, calls, path }): Saving => {
    const share = calls / located;
    const without = excluded.get(path);
    return {
      file,
      share,
      estimated: Math.max(0, share * overhead),
      ...(without === undefined
        ? {}
        : { measured: estimate(ms(without).map((value, round) => ms(watched)[round]! - value)) }),
    };
  });
  const result: BenchResult = {
    version: 1,
    tool: `racewire ${VERSION}`,
    node: spools.find(({ thread }) => thread !== undefined)?.thread?.node ?? process.version,
    command: asked.command,
    rounds: asked.rounds,
    measure: asked.measure,
    native: figures(native),
    instrumented: figures(watched),
    bare: figures(bare),
    ratio: ratioOf(native, watched),
    hooks,
    savings,
  };
  if (asked.flamegraph !== undefined) {
    const name = `store accesses of ${asked.command.join(' ')}`;
    writeReport(
      resolve(asked.flamegraph),
      JSON.stringify(speedscope(spools, name, homeDirectory(), process.cwd())),
    );
  }
  if (asked.json !== undefined) writeReport(resolve(asked.json), `${JSON.stringify(result, null, 1)}\n`);
  process.stdout.write(benchText(result, asked.top, makePaint(takesColours(process.stdout, process.env))));
  return 0;
}

async function readArguments(argv: readonly string[]): Promise<Asked | undefined> {
  const split = argv.indexOf('--');
  const program = new Command('racewire bench')
    .description(
      'Runs a command natively and under racewire in turn, and says what racewire costs in time and memory, and which hooks and files cost most.',
    )
    .usage('[options] -- <command …>')
    .argument('[command...]')
    .passThroughOptions()
    .option('--rounds <n>', 'how often each is run, after one round that warms up', '5')
    .option('--measure <what>', 'cpu: processor time, wall: time', 'cpu')
    .option('--top <n>', 'how many sites and files are listed', '10')
    .option(
      '--try-exclude <n>',
      'also measure what leaving out each of the n most expensive files saves',
      '0',
    )
    .option('--json <file>', 'write the result')
    .option('--cpu-profile <file>', 'write a profile of the instrumented run (.cpuprofile)')
    .option('--flamegraph <file>', 'write the accesses of stores by call stack, for speedscope')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  addOptions(program, RUN_KEYS);
  try {
    program.parse([...(split < 0 ? argv : argv.slice(0, split))], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    refuse(error);
    return undefined;
  }
  const given = program.opts<Record<string, string | undefined>>();
  const command = split < 0 ? program.args : argv.slice(split + 1);
  if (command.length === 0) throw userError('ERR_RACEWIRE_NO_COMMAND');
  const measure = given['measure'];
  if (measure !== 'cpu' && measure !== 'wall')
    throw userError('ERR_RACEWIRE_VALUE', '`--measure`', '`cpu` or `wall`', `\`${measure}\``);
  const root = projectRoot(process.cwd());
  const options = readOptions(given);
  return {
    command,
    rounds: integer('--rounds', given['rounds']!, 2),
    measure,
    top: integer('--top', given['top']!, 1),
    tryExclude: integer('--try-exclude', given['tryExclude']!, 0),
    ...(given['json'] === undefined ? {} : { json: given['json'] }),
    ...(given['cpuProfile'] === undefined ? {} : { cpuProfile: given['cpuProfile'] }),
    ...(given['flamegraph'] === undefined ? {} : { flamegraph: given['flamegraph'] }),
    config: await loadConfig({ commandLine: options, environment: process.env, root }),
    words: wordsOf(given),
    root,
  };
}

function integer(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least)
    throw userError('ERR_RACEWIRE_VALUE', `\`${option}\``, `an integer from ${least} and up`, `\`${text}\``);
  return value;
}

function wordsOf(given: Readonly<Record<string, unknown>>): string[] {
  return RUN_KEYS.flatMap((key) => {
    const value = given[key];
    if (value === undefined) return [];
    return value === true ? [`--${dashed(key)}`] : [`--${dashed(key)}`, (value as string[]).join(',')];
  });
}

/** The ways to run the command. */
interface Runs {
  native(): Promise<MeasuredRun>;
  /** Under the whole of racewire; `exclude`: globs that are left out besides what the user leaves out. */
  wrapped(exclude: readonly string[], profile?: boolean): Promise<MeasuredRun>;
  /** Instrumented, hooks counted; no report is made. */
  counted(
    count: 'sites' | 'stacks',
  ): Promise<{ run: MeasuredRun; spools: readonly Spool[]; hooks: HookCounts }>;
}

function runsOf({ command, config, words, root }: Asked): Runs {
  const home = homeDirectory();
  const own = join(home, 'bin.js');
  const env = { ...process.env };
  env['NODE_OPTIONS'] = nodeOptionsWith(env['NODE_OPTIONS'], join(home, 'measure.cjs'));
  return {
    native: () => measuredRun(command, env, own),
    async wrapped(exclude, profile) {
      const scratch = mkdtempSync(join(tmpdir(), 'racewire-bench-'));
      const more = exclude.length === 0 ? [] : ['--exclude', [...config.exclude, ...exclude].join(',')];
      const report = join(scratch, 'report.json');
      const options = [...words, ...more, '--reporter', 'json', '--output', report];
      try {
        const all = [process.execPath, own, ...options, '--', ...command];
        const run = await measuredRun(all, env, own, profile);
        // The code of the command itself, whether or not there are races.
        const { exitCode } = JSON.parse(readFileSync(report, 'utf8')) as { exitCode: number };
        return { ...run, code: exitCode };
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    },
    async counted(count) {
      const spool = makeSpoolDirectory();
      try {
        const cache = cacheDirectory(root);
        const options: RunOptions = { ...runOptions(config, { spool, cache, root }), count };
        const watched: NodeJS.ProcessEnv = { ...env, [RUN_VARIABLE]: JSON.stringify(options) };
        watched['NODE_OPTIONS'] = withRun(env['NODE_OPTIONS'], join(home, 'preload.cjs'));
        const run = await measuredRun(command, watched, own);
        const spools = readSpools(spool);
        const places = openPlaces([cache, spool], mapOfText(home));
        return { run, spools, hooks: hookCounts(spools, places, process.cwd()) };
      } finally {
        removeSpoolDirectory(spool);
      }
    },
  };
}

interface Measured {
  readonly native: MeasuredRun[];
  readonly bare: MeasuredRun[];
  readonly watched: MeasuredRun[];
  /** By absolute path of the file that was left out. */
  readonly excluded: Map<string, MeasuredRun[]>;
  readonly hooks: HookCounts;
  readonly spools: readonly Spool[];
}

async function measureAll(asked: Asked, runs: Runs): Promise<Measured> {
  const { command, rounds, root } = asked;
  const progress = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  };
  const succeeded = (run: MeasuredRun, how: string): MeasuredRun => {
    if (run.code === 0) return run;
    const last = run.words.trim().split('\n').slice(-3).join(' / ');
    throw userError('ERR_RACEWIRE_BENCH_FAILED', command.join(' '), how, run.code, last);
  };
  // One round warms the caches of both; it also tells at once that the command fails.
  progress('warming up');
  succeeded(await runs.native(), 'natively');
  succeeded(await runs.wrapped([]), 'under racewire, and not natively');
  const counted = await runs.counted(asked.flamegraph === undefined ? 'sites' : 'stacks');
  const { hooks, spools } = counted;
  const tried = hooks.files.slice(0, asked.tryExclude);
  const native: MeasuredRun[] = [];
  const bare: MeasuredRun[] = [];
  const watched: MeasuredRun[] = [];
  const excluded = new Map(tried.map(({ path }) => [path, [] as MeasuredRun[]]));
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`);
    native.push(succeeded(await runs.native(), 'natively'));
    bare.push(succeeded(await runs.wrapped(['**']), 'under racewire with no file watched'));
    watched.push(succeeded(await runs.wrapped([]), 'under racewire'));
    for (const { path, file } of tried) {
      excluded.get(path)!.push(succeeded(await runs.wrapped([globOf(path, root)]), `without ${file}`));
    }
  }
  if (asked.cpuProfile !== undefined) {
    progress('profile');
    const { profiles } = await runs.wrapped([], true);
    for (const [index, text] of profiles.entries()) {
      const name =
        index === 0 ? asked.cpuProfile : asked.cpuProfile.replace(/(\.cpuprofile)?$/, `-${index + 1}$1`);
      writeReport(resolve(name), text);
    }
  }
  progress('');
  return { native, bare, watched, excluded, hooks, spools };
}

// As `--exclude` takes it: relative to the project, special characters escaped.
function globOf(path: string, root: string): string {
  const name = isAbsolute(path) ? relative(root, path).replaceAll('\\', '/') : path;
  return name.replace(/[*?[\]{}()!+@,\\]/g, '?');
}

function figures(runs: readonly MeasuredRun[]): Figures {
  return {
    wall: estimate(runs.map(({ wall }) => wall)),
    cpu: estimate(runs.map(({ cpu }) => cpu)),
    memory: estimate(runs.map(({ memory }) => memory)),
  };
}

function ratioOf(native: readonly MeasuredRun[], watched: readonly MeasuredRun[]): BenchResult['ratio'] {
  const of = (key: 'wall' | 'cpu' | 'memory'): Figures['wall'] =>
    estimate(
      ratios(
        native.map((run) => run[key]),
        watched.map((run) => run[key]),
      ),
    );
  return { wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
}
