// `racewire instrument <dir> --out <dir>`: a copy of a tree whose sources are instrumented, for programs that start often
// or are packed before they run. Everything else is copied as it is. The copy runs under `racewire -- …`, which finds its
// tables in <out>/.racewire; without racewire it does not run.
import { Command } from 'commander';
import cliProgress from 'cli-progress';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { Piscina } from 'piscina';
import { globSources } from '../globs.ts';
import { userError } from '../errors.ts';
import { TABLES } from '../load/ahead-of-time.ts';
import { toolSource } from '../config/tools.ts';
import { makeSelection } from '../load/selection.ts';
import type { SourceKind } from '../load/source-cache.ts';
import { homeDirectory } from './home.ts';
import instrumentFiles, { type Batch, type Done, type Job } from './instrument-files.ts';
import { parse, type Run } from './sub-command.ts';

/** Files of a batch: enough that handing one over costs nothing, few enough that the bar moves. */
const BATCH = 16;

/** Directories that are never part of a program's sources. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', TABLES]);

interface Tree {
  readonly jobs: Job[];
  readonly copies: (readonly [source: string, target: string])[];
}

/** The command; returns the exit code. */
export const instrument: Run = async (argv) => {
  const program = new Command('racewire instrument')
    .description(
      'Writes a copy of a directory whose sources are instrumented, to be run with `racewire -- node <out>/…`.',
    )
    .argument('<directory>', 'the sources')
    .option('--out <directory>', 'where the copy goes: a new directory, or one made by this command')
    .option('--threads <number>', 'threads that instrument (default: one a processor)');
  const call = await parse(program, ['deps', 'include', 'exclude'], argv);
  if (call === undefined) return 0;
  const given = program.opts<{ out?: string; threads?: string }>();
  const { from, out } = directories(call.words, given.out);
  const threads = threadsOf(given.threads);

  const { deps, include, exclude } = call.config;
  const home = homeDirectory();
  // Names are taken from the directory on: one that itself lies in node_modules is instrumented, too.
  const root = resolve('/tree');
  const rule = makeSelection(
    {
      root,
      own: root,
      deps,
      tools: toolSource([from]),
      include: globSources(include),
      exclude: globSources(exclude),
    },
    home,
  );
  const selected = (file: string): boolean => rule(join(root, relative(from, file)));
  const tree: Tree = { jobs: [], copies: [] };
  collect(from, out, { deps, out, selected }, tree);
  const tables = join(out, TABLES);
  try {
    mkdirSync(tables, { recursive: true });
    for (const [source, target] of tree.copies) copy(source, target);
  } catch (error) {
    throw userError('ERR_RACEWIRE_OUTPUT', out, (error as Error).message);
  }
  const done = await instrumentAll(tree.jobs, { tables, home }, threads);
  prune(tables, done);
  tell(done, tree.copies.length, from, out);
  return 0;
};

function directories(words: readonly string[], to: string | undefined): { from: string; out: string } {
  const from = resolve(words[0]!);
  if (!existsSync(from) || !statSync(from).isDirectory())
    throw userError('ERR_RACEWIRE_FILE', words[0]!, 'a directory of sources', 'no such directory');
  if (to === undefined)
    throw userError(
      'ERR_RACEWIRE_USAGE',
      'Expected `--out <directory>`, got none; the sources stay as they are',
    );
  const out = resolve(to);
  if (from === out || from.startsWith(out + sep))
    throw userError(
      'ERR_RACEWIRE_VALUE',
      '`--out`',
      'a directory that does not hold the sources',
      `\`${to}\``,
    );
  if (existsSync(out) && !existsSync(join(out, TABLES)) && !isEmptyDirectory(out)) {
    const wanted = 'a new directory, an empty one, or one that this command made before';
    throw userError('ERR_RACEWIRE_VALUE', '`--out`', wanted, `\`${to}\``);
  }
  return { from, out };
}

function isEmptyDirectory(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0;
}

function threadsOf(given: string | undefined): number {
  if (given === undefined) return availableParallelism();
  const threads = Number(given);
  if (!Number.isInteger(threads) || threads < 1)
    throw userError('ERR_RACEWIRE_VALUE', '`--threads`', 'an integer from 1 and up', `\`${given}\``);
  return threads;
}

interface Rule {
  readonly deps: boolean;
  readonly out: string;
  readonly selected: (file: string) => boolean;
}

// Fills `tree` with what lies in `from`; the output itself, version control and, without `--deps`, dependencies are left out.
function collect(from: string, to: string, rule: Rule, tree: Tree, type?: string): void {
  const own = packageType(from) ?? type ?? typeAbove(dirname(from));
  for (const name of readdirSync(from).sort()) {
    const source = join(from, name);
    const target = join(to, name);
    const about = lstatSync(source);
    if (about.isDirectory()) {
      if (source === rule.out || LEFT_OUT.has(name) || (name === 'node_modules' && !rule.deps)) continue;
      collect(source, target, rule, tree, own);
    } else if (about.isSymbolicLink()) tree.copies.push([source, target]);
    else if (about.isFile()) {
      const kind = rule.selected(source) ? kindOf(name, own) : undefined;
      if (kind === undefined) tree.copies.push([source, target]);
      else tree.jobs.push({ source, target, kind });
    }
  }
}

// What Node makes of a file of this name; undefined for what is no source.
function kindOf(name: string, type: string): SourceKind | undefined {
  switch (extname(name)) {
    case '.mjs':
    case '.mts':
      return 'module';
    case '.cjs':
    case '.cts':
      return 'commonjs';
    case '.js':
    case '.ts':
      if (/\.d\.[cm]?ts$/.test(name)) return undefined;
      return type === 'module' ? 'module' : type === 'commonjs' ? 'commonjs' : 'commonjs-or-module';
    case '':
      // A command: whether it is one of Node's its first line tells.
      return name.startsWith('.') ? undefined : type === 'module' ? 'module' : 'commonjs';
    default:
      return undefined;
  }
}

/** `type` of the package.json in a directory, '' where it says nothing; undefined where there is none. */
function packageType(directory: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { type?: unknown };
    return typeof manifest.type === 'string' ? manifest.type : '';
  } catch {
    return undefined;
  }
}

function typeAbove(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const type = packageType(at);
    if (type !== undefined) return type;
    if (dirname(at) === at) return '';
  }
}

function copy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  if (!lstatSync(source).isSymbolicLink()) {
    copyFileSync(source, target);
    return;
  }
  rmSync(target, { force: true });
  symlinkSync(readlinkSync(source), target);
}

async function instrumentAll(
  jobs: readonly Job[],
  where: { tables: string; home: string },
  threads: number,
): Promise<Done[]> {
  const batches: Batch[] = [];
  for (let at = 0; at < jobs.length; at += BATCH)
    batches.push({ ...where, jobs: jobs.slice(at, at + BATCH) });
  const bar = makeBar(jobs.length);
  const pool =
    threads > 1 && batches.length > 1
      ? new Piscina<Batch, Done[]>({
          filename: join(where.home, 'instrument-files.js'),
          maxThreads: Math.min(threads, batches.length),
          // The threads only turn text into text: they are no part of a run that this command may itself stand in.
          env: {},
        })
      : undefined;
  try {
    const run = async (batch: Batch): Promise<Done[]> => {
      const done = pool === undefined ? instrumentFiles(batch) : await pool.run(batch);
      bar?.increment(done.length);
      return done;
    };
    if (pool !== undefined) return (await Promise.all(batches.map(run))).flat();
    const done: Done[] = [];
    for (const batch of batches) done.push(...(await run(batch)));
    return done;
  } catch (error) {
    throw userError('ERR_RACEWIRE_OUTPUT', dirname(where.tables), (error as Error).message);
  } finally {
    bar?.stop();
    await pool?.destroy();
  }
}

function makeBar(total: number): { increment(by: number): void; stop(): void } | undefined {
  if (!process.stderr.isTTY || total === 0) return undefined;
  const bar = new cliProgress.SingleBar({
    format: 'racewire: {bar} {value}/{total} files',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return bar;
}

// Tables of files that are gone, or were something else before.
function prune(tables: string, done: readonly Done[]): void {
  const keys = new Set(done.map(({ key }) => key));
  for (const name of readdirSync(tables)) {
    if (!keys.has(name.replace(/\..*$/, ''))) rmSync(join(tables, name), { force: true });
  }
}

function tell(done: readonly Done[], copied: number, from: string, out: string): void {
  const failed = done.filter(({ why }) => why !== undefined);
  for (const { source, why } of failed)
    process.stderr.write(`racewire: ${relative(from, source)} is copied as it is: ${why}\n`);
  const instrumented = done.filter(({ key }) => key !== '');
  const sites = instrumented.reduce((sum, { sites: more }) => sum + more, 0);
  const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  process.stdout.write(
    `racewire: ${plural(instrumented.length, 'file')} instrumented (${plural(sites, 'site')}), ` +
      `${copied + done.length - instrumented.length} copied, in ${relative(process.cwd(), out) || out}\n`,
  );
}
