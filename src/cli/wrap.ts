// One run: directories made, command started and watched, report built from its spools.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { globSources } from '../config/globs.ts';
import type { Config } from '../config/keys.ts';
import { toolSource } from '../config/tools.ts';
import type { RacewireError } from '../errors.ts';
import { DEFAULT_RUN_OPTIONS, RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { readSpools, type Spool } from '../facts/read.ts';
import type { StoredTable } from '../facts/tables.ts';
import { formatJson } from '../formats/json.ts';
import { buildReport, type BuildOptions } from '../report/build.ts';
import type { Report } from '../report/model.ts';
import { openPlaces } from '../report/places.ts';
import { readRunOptions } from '../load/run-options.ts';
import {
  cacheDirectory,
  makeSpoolDirectory,
  pruneCache,
  removeSpoolDirectory,
  workspaceRoot,
} from './directories.ts';
import { homeDirectory } from './home.ts';
import { applyRules, judge, publish, RACES_FOUND, readRules, writeReport, type Lines } from './publish.ts';
import { startCommand } from './run.ts';
import { superviseRun, TIMED_OUT } from './supervise.ts';

/** Exit code of a run whose command succeeded and whose report could not be made: EX_SOFTWARE of sysexits. */
export const REPORT_LOST = 70;

/** Name of the last run's report in the cache directory. */
export const LAST_REPORT = 'last.json';

/** What is looked at before the spools of a run are removed. */
export type Inspect = (report: Report, spools: readonly Spool[]) => void;

/** Runs `command` under the detector; returns the exit code of the command line. */
export async function wrap(
  command: readonly string[],
  config: Config,
  root: string,
  inspect?: Inspect,
): Promise<number> {
  const cwd = process.cwd();
  const home = homeDirectory();
  const preload = join(home, 'preload.cjs');
  // Under a racewire that is already watching, this one is transparent: the outer one's settings hold, and it reports.
  const outer = readRunOptions(process.env[RUN_VARIABLE]);
  if (outer !== undefined && existsSync(outer.spool)) {
    process.stderr.write('racewire: already under racewire, whose settings hold and which reports\n');
    return startCommand(command, outer, preload).ended;
  }
  const rules = readRules(config, cwd, root);
  let spool: string;
  try {
    spool = makeSpoolDirectory();
  } catch (error) {
    // Never make it worse: the command runs, and the user is told that nobody watched.
    process.stderr.write(
      `racewire: ${(error as RacewireError).message} (${(error as RacewireError).code})\n`,
    );
    return startCommand(command, undefined, preload).ended;
  }
  try {
    const cache = cacheDirectory(root);
    const places = openPlaces([cache, spool], mapOfText(home));
    const lines: Lines = (file) => places.lines(resolve(cwd, file));
    const build = (spools: readonly Spool[], exitCode: number, running = false): Report => {
      const options: BuildOptions = {
        command,
        exitCode,
        level: config.level,
        engines: config.engine,
        cwd,
        own: workspaceRoot(root),
        home,
        running,
      };
      return applyRules(buildReport(spools, places, options), rules, lines);
    };
    const started = startCommand(command, runOptions(config, { spool, cache, root }), preload);
    const { exitCode, stopped } = await superviseRun(started, spool, config, lines, (spools) =>
      build(spools, 0, true),
    );
    let report: Report;
    try {
      const spools = readSpools(spool);
      report = build(spools, exitCode);
      inspect?.(report, spools);
    } catch (error) {
      process.stderr.write(`racewire: the report is lost, by a bug of racewire: ${(error as Error).stack}\n`);
      return exitCode === 0 ? REPORT_LOST : exitCode;
    }
    if (cache !== '') {
      keep(report, join(cache, LAST_REPORT));
      pruneCache(cache, Date.now());
    }
    const written = publish(report, config, lines);
    if (stopped === 'halt') return RACES_FOUND;
    if (stopped === 'timeout') return TIMED_OUT;
    return judge(report, config) || written;
  } finally {
    removeSpoolDirectory(spool);
  }
}

// Only a convenience, for `racewire report`: the report itself goes where it was asked for.
function keep(report: Report, file: string): void {
  try {
    writeReport(file, formatJson(report));
  } catch {
    // A project that cannot be written.
  }
}

/** What the processes of a run are told. */
export function runOptions(
  config: Config,
  directories: Pick<RunOptions, 'spool' | 'cache' | 'root'>,
): RunOptions {
  const own = workspaceRoot(directories.root);
  return {
    ...DEFAULT_RUN_OPTIONS,
    ...directories,
    own,
    engines: config.engine,
    level: config.level,
    deps: config.deps,
    tools: toolSource([directories.root, own]),
    include: globSources(config.include),
    exclude: globSources(config.exclude),
    values: config.values,
    redactKeys: config.redactKeys,
    stores: config.stores,
    history: config.history,
    shadowLimit: config.shadowLimit * 1024 ** 2,
    // The wrapping process ends the command (supervise.ts): it alone knows suppressions and baselines.
    halt: false,
    live: config.live,
  };
}

interface MappingTransformer {
  transform(
    code: string,
    options: { file: string; key: string; goal: StoredTable['goal']; map: true },
  ): { map?: string };
}

/** Maps of instrumented texts, made again by the transformer where a stack asks for columns. */
export function mapOfText(home: string): Parameters<typeof openPlaces>[1] {
  return (text, table) => {
    const transformer = createRequire(import.meta.url)(join(home, 'instrument.cjs')) as MappingTransformer;
    return transformer.transform(text, { file: table.file, key: table.key, goal: table.goal, map: true }).map;
  };
}
