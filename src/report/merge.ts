// Reports of several runs (CI shards, machines) as one.
import { readFileSync } from 'node:fs';
import { quoted, userError } from '../errors.ts';
import { joinRaces, summarise } from './build.ts';
import type { Coverage, Race, Report } from './model.ts';
import { wrongInReport } from './shape.ts';

/** Reads a JSON report; says what is wrong with one that is none. */
export function readReport(file: string): Report {
  const expected = 'a report in JSON';
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw userError('ERR_RACEWIRE_FILE', file, expected, (error as Error).message);
  }
  const report = (value ?? {}) as Partial<Report>;
  if (report.version !== 1) {
    throw userError(
      'ERR_RACEWIRE_FILE',
      file,
      `${expected} of version 1`,
      `version ${quoted(report.version)}`,
    );
  }
  const wrong = wrongInReport(value);
  if (wrong !== undefined) throw userError('ERR_RACEWIRE_FILE', file, expected, wrong);
  return report as Report;
}

/** One report of many: races by id, counts added. The first that failed gives the exit code. */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports;
  const races = new Map<string, Race>();
  for (const report of reports) {
    for (const race of report.races) {
      const earlier = races.get(race.id);
      races.set(race.id, earlier === undefined ? race : joinRaces(earlier, race));
    }
  }
  const list = [...races.values()];
  const sum = (pick: (report: Report) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  return {
    ...first,
    exitCode: reports.find((report) => report.exitCode !== 0)?.exitCode ?? 0,
    races: list,
    suppressions: reports.flatMap((report) => report.suppressions),
    coverage: mergeCoverage(reports.map((report) => report.coverage)),
    summary: summarise(
      list,
      sum((report) => report.summary.suppressed),
      sum((report) => report.summary.benign),
    ),
  };
}

function mergeCoverage(all: readonly Coverage[]): Coverage {
  const sum = (name: keyof Coverage): number => all.reduce((total, one) => total + (one[name] as number), 0);
  const distinct = <T extends { readonly file: string }>(list: readonly T[]): T[] => [
    ...new Map(list.map((entry) => [entry.file, entry])).values(),
  ];
  return {
    files: Math.max(...all.map((one) => one.files)),
    skipped: distinct(all.flatMap((one) => one.skipped)),
    unhandled: distinct(all.flatMap((one) => one.unhandled)),
    lost: all.flatMap((one) => one.lost),
    processes: sum('processes'),
    threads: sum('threads'),
    unknownSharedBuffers: sum('unknownSharedBuffers'),
    storesWatched: sum('storesWatched'),
    keysWatched: sum('keysWatched'),
    accesses: sum('accesses'),
    tasks: sum('tasks'),
    overlappingTaskPairs: sum('overlappingTaskPairs'),
    threadsSharingMemory: sum('threadsSharingMemory'),
  };
}
