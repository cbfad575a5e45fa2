// One run: directories made, command started, report built from its spools, printed, kept for `racewire report`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { exceeds } from '../config/fail-on.ts';
import { globSources } from '../config/globs.ts';
import type { Config, Format } from '../config/keys.ts';
import { RacewireError, userError } from '../errors.ts';
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '../facts/options.ts';
import { readSpools } from '../facts/read.ts';
import type { StoredTable } from '../facts/tables.ts';
import { FORMATTERS } from '../formats/table.ts';
import { takesColours } from '../formats/paint.ts';
import { buildReport } from '../report/build.ts';
import type { Report } from '../report/model.ts';
import { openPlaces } from '../report/places.ts';
import { cacheDirectory, makeSpoolDirectory, removeSpoolDirectory } from './directories.ts';
import { homeDirectory } from './home.ts';
import { startCommand } from './run.ts';

/** Exit code of a run whose command succeeded and whose races are more than tolerated: Go's. */
export const RACES_FOUND = 66;

/** Runs `command` under the detector; returns the exit code of design and documentation. */
export async function wrap(command: readonly string[], config: Config, root: string): Promise<number> {
  const cwd = process.cwd();
  const home = homeDirectory();
  const preload = join(home, 'preload.cjs');
  let spool: string;
  try {
    spool = makeSpoolDirectory();
  } catch (error) {
    // Never make it worse: the command runs, and the user is told that nobody watched.
    process.stderr.write(`racewire: ${(error as RacewireError).message} (${(error as RacewireError).code})\n`);
    return startCommand(command, undefined, preload).ended;
  }
  try {
    const cache = cacheDirectory(root);
    const exitCode = await startCommand(command, runOptions(config, { spool, cache, root }), preload).ended;
    const report = buildReport(readSpools(spool), openPlaces([cache, spool], mapOfText(home)), {
      command,
      exitCode,
      level: config.level,
      engines: config.engine,
      cwd,
      root,
      home,
    });
    publish(report, config, cache);
    const counted = report.races.filter(
      (race) => race.severity !== 'benign' && race.known !== true && (config.blame === 'all' || race.scope === 'first-party'),
    );
    if (exitCode !== 0) return exitCode;
    return exceeds(config.failOn, counted) ? RACES_FOUND : 0;
  } finally {
    removeSpoolDirectory(spool);
  }
}

/** What the processes of a run are told. */
export function runOptions(config: Config, directories: Pick<RunOptions, 'spool' | 'cache' | 'root'>): RunOptions {
  return {
    ...DEFAULT_RUN_OPTIONS,
    ...directories,
    engines: config.engine,
    level: config.level,
    deps: config.deps,
    include: globSources(config.include),
    exclude: globSources(config.exclude),
    values: config.values,
    redactKeys: config.redactKeys,
    stores: config.stores,
    history: config.history,
    shadowLimit: config.shadowLimit * 1024 ** 2,
    halt: config.halt,
    live: config.live,
  };
}

interface MappingTransformer {
  transform(code: string, options: { file: string; key: string; goal: StoredTable['goal']; map: true }): { map?: string };
}

/** Maps of instrumented texts, made again by the transformer where a stack asks for columns. */
export function mapOfText(home: string): Parameters<typeof openPlaces>[1] {
  return (text, table) => {
    const transformer = createRequire(import.meta.url)(join(home, 'instrument.cjs')) as MappingTransformer;
    const { map } = transformer.transform(text, { file: table.file, key: table.key, goal: table.goal, map: true });
    return map;
  };
}

function publish(report: Report, config: Config, cache: string): void {
  if (cache !== '') {
    try {
      write(join(cache, 'last.json'), FORMATTERS.json(report, { colours: false, show: config.show }));
    } catch {
      // Only a convenience: the report itself goes where it was asked for.
    }
  }
  config.reporter.forEach((wanted, index) => {
    const [format, named] = wanted.split('=') as [Format, string | undefined];
    const file = named ?? (index === config.reporter.length - 1 ? config.output : undefined);
    const stream = format === 'pretty' ? process.stderr : process.stdout;
    const colours = file === undefined && takesColours(stream, process.env);
    const text = FORMATTERS[format](report, { colours, show: config.show });
    if (file === undefined) {
      stream.write(text);
      return;
    }
    try {
      write(resolve(file), text);
    } catch (error) {
      throw userError('ERR_RACEWIRE_OUTPUT', file, (error as Error).message);
    }
  });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
