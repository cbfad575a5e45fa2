// Programs of bench/programs as child processes, natively and under the built command. Two ways: kept alive and asked for a
// round at a time (rounds.mjs), so that start-up is not measured; or run as a whole, as a user's command is.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Context } from './row.ts';

export const ROOT: string = fileURLToPath(new URL('..', import.meta.url));
export const BIN: string = join(ROOT, 'dist', 'bin.js');
export const PROGRAMS: string = join(ROOT, 'bench', 'programs');

/** Directory for reports, removed at the end. */
export const scratch: string = mkdtempSync(join(tmpdir(), 'racewire-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 2 }));

let reports = 0;

/** The command line that runs `program` under racewire, and where its report will lie. */
export function wrapped(
  node: string,
  program: readonly string[],
  options: readonly string[] = [],
): { readonly command: readonly string[]; readonly report: string } {
  const report = join(scratch, `report-${reports++}.json`);
  return {
    command: [node, BIN, '--reporter', 'json', '--output', report, ...options, '--', ...program],
    report,
  };
}

interface ReportFile {
  readonly summary: { readonly races: number };
  readonly coverage: { readonly skipped: readonly unknown[] };
}

/**
 * Number of races in a report. Throws where a file ran unchanged: then there is nothing to compare.
 * @param lenient - in a tree of dependencies some files always do
 */
export function racesIn(report: string, lenient = false): number {
  const { summary, coverage } = JSON.parse(readFileSync(report, 'utf8')) as ReportFile;
  if (coverage.skipped.length > 0 && !lenient)
    throw new Error(`not everything was instrumented: ${JSON.stringify(coverage.skipped)}`);
  return summary.races;
}

/** An environment without what an outer run or runner left in it. */
export function cleanEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env = { ...process.env, ...more };
  for (const name of ['NODE_OPTIONS', 'RACEWIRE', 'RACEWIRE_RUN', 'NODE_V8_COVERAGE', 'VITEST']) {
    if (more[name] === undefined) delete env[name];
  }
  return env;
}

/** What one round took, ms, and what it came to. */
export interface Round {
  readonly wall: number;
  readonly cpu: number;
  readonly check: unknown;
  /** Resident set after the round, bytes. */
  readonly rss: number;
}

/** A program that waits to be asked for rounds. */
export interface Asked {
  /** @param repeat - how many times the program's round is run in this one */
  round(argument?: unknown, repeat?: number): Promise<Round>;
  /** Ends it; returns the number of races that were reported, 0 of a native one. */
  end(): Promise<number>;
}

/** Who asks for rounds: rounds.mjs in turns of their own, rounds-sync.mjs all in the program's first. */
export type Harness = 'rounds' | 'rounds-sync';

/**
 * Starts a harness with a program.
 * @param file - below bench/programs
 * @param options - options of racewire's; undefined: natively
 */
export function ask(
  node: string,
  file: string,
  options?: readonly string[],
  harness: Harness = 'rounds',
): Asked {
  const path = join(PROGRAMS, file);
  const program =
    harness === 'rounds' ? [node, join(PROGRAMS, 'rounds.mjs'), path] : [node, synchronousEntry(path)];
  const under = options === undefined ? undefined : wrapped(node, program, options);
  const [command, ...words] = (under?.command ?? program) as [string, ...string[]];
  const child = spawn(command, words, {
    cwd: ROOT,
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = exitOf(child);
  return {
    async round(argument = null, repeat = 1) {
      child.stdin.write(`${JSON.stringify({ argument, repeat })}\n`);
      const answer = await lines.next();
      if (answer.done === true) throw new Error(`${file} ended with ${await ended}`);
      return JSON.parse(answer.value) as Round;
    },
    async end() {
      child.stdin.end();
      const code = await ended;
      if (code !== 0 && !(under !== undefined && code === 66)) throw new Error(`${file} ended with ${code}`);
      return under === undefined ? 0 : racesIn(under.report);
    },
  };
}

// A file that only imports: rounds-sync.mjs cannot be told a name without an await.
function synchronousEntry(path: string): string {
  const entry = join(scratch, `entry-${reports++}.mjs`);
  const from = (file: string): string => JSON.stringify(pathToFileURL(file).href);
  writeFileSync(
    entry,
    `import { run } from ${from(path)};\nimport { serve } from ${from(join(PROGRAMS, 'rounds-sync.mjs'))};\nserve(run);\n`,
  );
  return entry;
}

export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** What rounds of a program took, ms in the measure that was asked for. */
export interface Interleaved {
  readonly native: readonly number[];
  readonly instrumented: readonly number[];
  /** Resident set after the last round, bytes. */
  readonly rss: { readonly native: number; readonly instrumented: number };
  readonly races: number;
}

/** How many rounds are run before those that count: V8 compiles what is hot. */
const WARM_UP = 2;

/** Rounds that tell how long one takes natively; both run them, so that V8 knows as much of either. */
const PROBES = 4;

/** A round is repeated until it takes so long natively, ms: timers tick, and collections should fall into each. */
const LONG_ENOUGH = { full: 60, quick: 15 };

/** Runs rounds of a program natively and instrumented in turn. Both must come to the same. */
export async function interleave(
  { node, rounds, measure, quick }: Pick<Context, 'node' | 'rounds' | 'measure' | 'quick'>,
  file: string,
  settings: {
    readonly options?: readonly string[];
    readonly argument?: unknown;
    readonly harness?: Harness;
  } = {},
): Promise<Interleaved> {
  const plain = ask(node, file, undefined, settings.harness);
  const watched = ask(node, file, settings.options ?? [], settings.harness);
  const native: number[] = [];
  const instrumented: number[] = [];
  const rss = { native: 0, instrumented: 0 };
  let shortest = Infinity;
  for (let probe = 0; probe < PROBES; probe++) {
    shortest = Math.min(shortest, (await plain.round(settings.argument)).cpu);
    await watched.round(settings.argument);
  }
  const repeat = Math.ceil(LONG_ENOUGH[quick ? 'quick' : 'full'] / Math.max(1, shortest));
  for (let round = -WARM_UP; round < rounds; round++) {
    const a = await plain.round(settings.argument, repeat);
    const b = await watched.round(settings.argument, repeat);
    if (JSON.stringify(a.check) !== JSON.stringify(b.check) || a.check === undefined) {
      throw new Error(
        `${file}: ${JSON.stringify(b.check)} under racewire, ${JSON.stringify(a.check)} natively`,
      );
    }
    if (round < 0) continue;
    native.push(a[measure]);
    instrumented.push(b[measure]);
    rss.native = a.rss;
    rss.instrumented = b.rss;
  }
  await plain.end();
  return { native, instrumented, rss, races: await watched.end() };
}

/** What a whole command took, ms. */
export interface Whole {
  readonly wall: number;
  /** Of the command and of all its children that were waited for; NaN where the system does not tell. */
  readonly cpu: number;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export function runWhole(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Whole {
  const before = childrenTime();
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command[0]!, command.slice(1), {
    cwd,
    env: cleanEnvironment(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  if (error !== undefined) throw error;
  return { wall, cpu: childrenTime() - before, code: status ?? 128, stdout, stderr };
}

/** Clock ticks a second in /proc on every Linux that Node runs on (USER_HZ). */
const TICKS = 100;

// Processor time of all children that have been waited for, ms: fields 16 and 17 of /proc/self/stat.
function childrenTime(): number {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS;
  } catch {
    return NaN;
  }
}
