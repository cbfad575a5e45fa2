// `racewire doctor`: whether racewire works here at all (planted races), and what it could see of a command. A green run
// means something only where both are well.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { KEY_NAMES, type Config } from '../config/keys.ts';
import { loadConfig } from '../config/load.ts';
import type { Spool } from '../facts/read.ts';
import { wrapText, WIDTH } from '../formats/layout.ts';
import { makePaint, takesColours, type Paint } from '../formats/paint.ts';
import { PROBE_VARIABLE, type Probed } from '../load/probe.ts';
import { nodeOptionsWith } from '../facts/node-options.ts';
import type { Report } from '../report/model.ts';
import { VERSION } from '../version.ts';
import { addOptions, readOptions, refuse } from './command-line.ts';
import { projectRoot } from './directories.ts';
import { findingsOf, type Finding } from './doctor-findings.ts';
import { harvest, PLANTED, PLANTS, type Harvest } from './doctor-plants.ts';
import { homeDirectory } from './home.ts';
import { wrap } from './wrap.ts';

/** Exit code where a planted race was not found: nothing that racewire says here can be trusted. */
export const PLANT_MISSED = 1;

/** Names of a finding that are printed. */
const NAMES_SHOWN = 8;

/** `racewire doctor [options] [-- command]`; returns the exit code. */
export async function doctor(argv: readonly string[]): Promise<number> {
  const split = argv.indexOf('--');
  const command = split < 0 ? [] : argv.slice(split + 1);
  const program = new Command('racewire doctor')
    .description(
      'Plants a known race in each kind of thread and says whether it was found; with a command, runs it and says what was watched and what was not, and why.',
    )
    .usage('[options] [-- <command …>]')
    .option('--cost', 'also run the command plainly and with each option, and print the times')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  addOptions(program, KEY_NAMES);
  try {
    program.parse([...(split < 0 ? argv : argv.slice(0, split))], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    refuse(error);
    return 0;
  }
  const words = command.length > 0 ? command : program.args;
  const root = projectRoot(process.cwd());
  const config = await loadConfig({
    commandLine: readOptions(program.opts()),
    environment: process.env,
    root,
  });
  const paint = makePaint(takesColours(process.stdout, process.env));
  const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
  const directory = mkdtempSync(join(tmpdir(), 'racewire-doctor-'));
  try {
    print([
      `${paint('store', 'racewire doctor')}: racewire ${VERSION}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
      '',
    ]);
    const missed = printPlants(await harvestAll(directory, config), config, paint, print);
    if (words.length > 0) {
      await inspect(words, config, root, directory, paint, print);
      if (program.opts<{ cost?: boolean }>().cost === true) await printCosts(words, directory, paint, print);
    }
    return missed ? PLANT_MISSED : 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Print = (lines: readonly string[]) => void;

async function harvestAll(directory: string, config: Config): Promise<Harvest[]> {
  const bin = join(homeDirectory(), 'bin.js');
  const waiting = [...PLANTS.entries()];
  const harvests: Harvest[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, plant] = next;
      harvests[index] = await harvest(
        plant,
        join(directory, `plant-${index}`),
        bin,
        process.execPath,
        config.engine,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return harvests;
}

// Returns whether one was missed.
function printPlants(harvests: readonly Harvest[], config: Config, paint: Paint, print: Print): boolean {
  const lines = [paint('store', 'Planted races')];
  let missed = false;
  for (const { plant, found, failed } of harvests) {
    const results = config.engine.map((engine) => {
      const ok = found.has(PLANTED[engine]!);
      missed ||= !ok;
      return ok ? paint('good', `${engine} found`) : paint('error', `${engine} MISSED`);
    });
    lines.push(
      `  ${plant.name.padEnd(28)}${results.join('   ')}${failed === undefined ? '' : `  (${failed})`}`,
    );
  }
  if (missed) {
    lines.push(
      ...wrapText(
        'A race that is there was not found: racewire does not work in such threads here, and silence about them means nothing. Please report this output.',
        WIDTH - 2,
        '',
      ).map((line) => `  ${line}`),
    );
  }
  print([...lines, '']);
  return missed;
}

async function inspect(
  command: readonly string[],
  config: Config,
  root: string,
  directory: string,
  paint: Paint,
  print: Print,
): Promise<void> {
  process.env[PROBE_VARIABLE] = directory;
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = nodeOptionsWith(before, join(homeDirectory(), 'probe.cjs'));
  let seen: { report: Report; spools: readonly Spool[] } | undefined;
  try {
    await wrap(command, { ...config, reporter: [], halt: false, live: false }, root, (report, spools) => {
      seen = { report, spools };
    });
  } finally {
    delete process.env[PROBE_VARIABLE];
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
  print(['', paint('store', 'This command')]);
  if (seen === undefined) {
    print(['  no report was made']);
    return;
  }
  const { report, spools } = seen;
  const findings = findingsOf({
    report,
    spools,
    probed: readProbed(directory),
    cwd: process.cwd(),
    home: homeDirectory(),
    deps: config.deps,
  });
  const { races } = report.summary;
  print([
    `  ended with ${report.exitCode}; ran on Node.js ${report.node}; ${races === 0 ? 'no races' : races === 1 ? '1 race' : `${races} races`}`,
    ...findings.flatMap((finding) => findingLines(finding, paint)),
  ]);
  const advice = findings.flatMap((finding) => (finding.advice === undefined ? [] : [finding.advice]));
  if (advice.length === 0) return;
  print([
    '',
    paint('store', 'What to change'),
    ...advice.flatMap((text) => wrapText(`- ${text}`, WIDTH - 2, '  ').map((line) => `  ${line}`)),
  ]);
}

const MARKS = { good: '+', note: '·', change: '!' } as const;

function findingLines({ mark, text, names = [] }: Finding, paint: Paint): string[] {
  const role = mark === 'good' ? 'good' : mark === 'note' ? 'dim' : 'warning';
  const lines = wrapText(`${MARKS[mark]} ${text}`, WIDTH - 2, '  ').map((line, index) =>
    index === 0 ? `  ${paint(role, line.slice(0, 1))}${line.slice(1)}` : `  ${line}`,
  );
  for (const name of names.slice(0, NAMES_SHOWN)) lines.push(paint('dim', `      ${name}`));
  if (names.length > NAMES_SHOWN) lines.push(paint('dim', `      … and ${names.length - NAMES_SHOWN} more`));
  return lines;
}

function readProbed(directory: string): Probed[] {
  return readdirSync(directory)
    .filter((name) => /^\d+-\d+\.json$/.test(name))
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(directory, name), 'utf8')) as Probed];
      } catch {
        return []; // Of a process that was killed while it wrote.
      }
    });
}

const COSTS: readonly (readonly [name: string, options: readonly string[] | undefined])[] = [
  ['without racewire', undefined],
  ['racewire', []],
  ['--engine tasks', ['--engine', 'tasks']],
  ['--engine threads', ['--engine', 'threads']],
  ['--stores off', ['--stores', 'off']],
  ['--level strict', ['--level', 'strict']],
  ['--deps', ['--deps']],
];

// Each once to fill the cache, then once for the clock: an orientation, not a benchmark.
async function printCosts(
  words: readonly string[],
  directory: string,
  paint: Paint,
  print: Print,
): Promise<void> {
  print([
    '',
    paint('store', 'What it costs'),
    paint('dim', '  Wall time of one run each, the cache filled; the command’s output is dropped.'),
  ]);
  const bin = join(homeDirectory(), 'bin.js');
  let plain = 0;
  for (const [name, options] of COSTS) {
    const command =
      options === undefined
        ? words
        : [
            process.execPath,
            bin,
            ...options,
            '--reporter',
            'json',
            '--output',
            join(directory, 'cost.json'),
            '--',
            ...words,
          ];
    await timed(command);
    const time = await timed(command);
    if (options === undefined) plain = time;
    print([
      `  ${name.padEnd(20)}${(time / 1000).toFixed(2).padStart(8)} s${options === undefined ? '' : `   ${(time / plain).toFixed(2)}×`}`,
    ]);
  }
}

function timed(command: readonly string[]): Promise<number> {
  const start = performance.now();
  const [file, ...rest] = command as [string, ...string[]];
  return new Promise((done, fail) => {
    const child = spawn(file, rest, { stdio: 'ignore' });
    child.on('error', fail);
    child.on('close', () => done(performance.now() - start));
  });
}
