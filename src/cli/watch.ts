// The part of a run that begins when the command has started: it is watched, and its report is made of its spools. Loaded
// while the command starts, which has its own cores to wait for.
import { join, resolve } from 'node:path';
import type { Config } from '../config/keys.ts';
import { readSpools, type Spool } from '../facts/read.ts';
import { formatJson } from '../formats/json.ts';
import { buildReport, type BuildOptions } from '../report/build.ts';
import type { Report } from '../report/model.ts';
import { openPlaces } from '../report/places.ts';
import { LAST_REPORT, pruneCache, workspaceRoot } from './directories.ts';
import { RACES_FOUND, REPORT_LOST, TIMED_OUT } from './exit-codes.ts';
import { applyRules, judge, publish, writeReport, type Lines } from './publish.ts';
import type { Rules } from './rules.ts';
import type { RunningCommand } from './run.ts';
import { superviseRun } from './supervise.ts';
import { mapOfText } from './text-maps.ts';

/** What is looked at before the spools of a run are removed. */
export type Inspect = (report: Report, spools: readonly Spool[]) => void;

/** A run under way. */
export interface Watched {
  readonly command: readonly string[];
  readonly started: RunningCommand;
  readonly config: Config;
  readonly rules: Rules;
  readonly root: string;
  readonly cwd: string;
  readonly home: string;
  readonly spool: string;
  /** Directory of the cache; '' where there is none. */
  readonly cache: string;
  readonly inspect?: Inspect | undefined;
}

/** Waits for the command, then prints the report; returns the exit code of the command line. */
export async function watch(run: Watched): Promise<number> {
  const { command, started, config, rules, root, cwd, home, spool, cache, inspect } = run;
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
}

// Only a convenience, for `racewire report`: the report itself goes where it was asked for.
function keep(report: Report, file: string): void {
  try {
    writeReport(file, formatJson(report));
  } catch {
    // A project that cannot be written.
  }
}
