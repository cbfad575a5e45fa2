// What is done with a finished report: rules of the user applied, printed in every wanted format, judged.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exceeds } from '../config/fail-on.ts';
import type { Config, Format } from '../config/keys.ts';
import { userError, type RacewireError } from '../errors.ts';
import { writeGithubSummary } from '../formats/github.ts';
import { takesColours } from '../formats/paint.ts';
import type { FormatOptions } from '../formats/options.ts';
import { FORMATTERS } from '../formats/table.ts';
import { markKnown } from '../report/baseline.ts';
import type { Report } from '../report/model.ts';
import { suppress } from '../report/suppressions.ts';
import { RACES_FOUND, USAGE } from './exit-codes.ts';
import type { Rules } from './rules.ts';

export type Lines = (file: string) => readonly string[] | undefined;

export function applyRules(report: Report, rules: Rules, lines: Lines): Report {
  return markKnown(suppress(report, rules.suppressions, lines), rules.baseline);
}

/**
 * Prints the report to all reporters. A file that cannot be written is named, and keeps nothing from the others; where it
 * was the only one, the report is printed for people instead.
 * @returns the exit code of a run that is well but for its report: 0, or 2 where a file could not be written
 */
export function publish(report: Report, config: Config, lines: Lines): number {
  let printed = false;
  const failed: RacewireError[] = [];
  config.reporter.forEach((wanted, index) => {
    const at = wanted.indexOf('=');
    const format = (at < 0 ? wanted : wanted.slice(0, at)) as Format;
    const named = at < 0 ? undefined : wanted.slice(at + 1);
    const file = named ?? (index === config.reporter.length - 1 ? config.output : undefined);
    // Standard output is the command's; people read the report beside it. A machine's format has to come from somewhere.
    const stream = format === 'pretty' ? process.stderr : process.stdout;
    const options: FormatOptions = {
      colours: file === undefined && takesColours(stream, process.env),
      show: config.show,
      blame: config.blame,
      lines,
      ...(config.detail === undefined ? {} : { detail: config.detail }),
    };
    if (format === 'github') writeGithubSummary(report, process.env);
    const text = FORMATTERS[format](report, options);
    printed ||= file === undefined;
    if (file === undefined) stream.write(text);
    else {
      try {
        writeReport(resolve(file), text);
        printed = true;
      } catch (error) {
        failed.push(error as RacewireError);
      }
    }
  });
  if (!printed) {
    const colours = takesColours(process.stderr, process.env);
    const options = { colours, show: config.show, blame: config.blame, lines };
    process.stderr.write(FORMATTERS.pretty(report, options));
  }
  for (const { message, code } of failed) process.stderr.write(`racewire: ${message} (${code})\n`);
  return failed.length === 0 ? 0 : USAGE;
}

/** Writes one report file; directories are made. */
export function writeReport(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw userError('ERR_RACEWIRE_OUTPUT', file, (error as Error).message);
  }
}

/** The command's own code if it is not 0; else 66 if more races remain than are tolerated; else 0. */
export function judge(report: Report, config: Pick<Config, 'blame' | 'failOn'>): number {
  if (report.exitCode !== 0) return report.exitCode;
  const counted = report.races.filter(
    (race) =>
      race.severity !== 'benign' &&
      race.known !== true &&
      (config.blame === 'all' || race.scope === 'first-party'),
  );
  return exceeds(config.failOn, counted) ? RACES_FOUND : 0;
}
