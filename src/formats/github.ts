// Annotations of GitHub Actions (workflow commands), one for each side of a race, and a summary of the job in Markdown.
import { appendFileSync } from 'node:fs';
import type { Access, Race, Report } from '../report/model.ts';
import { seen } from './coverage-words.ts';
import type { FormatOptions } from './options.ts';
import { actor, storeName, times, wordsOf } from './words.ts';

/** Actions shows at most ten annotations of a level in a step: races come before their other sides. */
export function formatGithub(report: Report, options: FormatOptions): string {
  const shown = report.races.filter(
    (race) => race.known !== true && (race.severity !== 'benign' || options.show.includes('benign')),
  );
  const lines = [...shown.map((race) => annotation(race, options)), ...shown.flatMap((race) => others(race))];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(race: Race, options: FormatOptions): string {
  const { happened, missing } = wordsOf(race);
  const counts = race.severity === 'error' && (race.scope === 'first-party' || options.blame === 'all');
  const level = race.severity === 'benign' ? 'notice' : counts ? 'error' : 'warning';
  const title = `${race.kind} on ${storeName(race.store)} (${race.certainty})`;
  const sides = race.accesses.map(
    (access) => `${access.op} at ${access.file}:${access.line} by ${actor(access)}`,
  );
  const text = [happened, ...sides, `missing: ${missing}`, `hint: ${race.hint}`].join('\n');
  return command(level, race.accesses[0], title, text);
}

function others(race: Race): string[] {
  const main = race.accesses[0];
  const further = race.accesses
    .slice(1)
    .filter((access) => access.line !== main?.line || access.file !== main.file);
  const places = new Map(further.map((access) => [`${access.file}:${access.line}`, access]));
  return [...places.values()].map((access) =>
    command(
      'notice',
      access,
      `other side of the ${race.kind} on ${storeName(race.store)}`,
      `${access.op} by ${actor(access)}`,
    ),
  );
}

function command(level: string, access: Access | undefined, title: string, text: string): string {
  const place =
    access === undefined || access.line < 1
      ? ''
      : `file=${property(access.file)},line=${access.line},col=${Math.max(1, access.column)},`;
  return `::${level} ${place}title=${property(title)}::${data(text)}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Rows of the table: the page of a job takes no more than a megabyte. */
const ROWS = 50;

/** The summary of a job, in Markdown. */
export function githubSummary(report: Report): string {
  const open = report.races.filter((race) => race.severity !== 'benign' && race.known !== true);
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const code = (text: string): string => `\`${cell(text.replaceAll('`', "'"))}\``;
  const places = (race: Race): string =>
    [...new Set(race.accesses.map((access) => `${access.file}:${access.line}`))].map(code).join(', ');
  const rows = open
    .slice(0, ROWS)
    .map(
      (race) =>
        `| ${race.kind} | ${code(storeName(race.store))} | ${race.certainty}, ${times(race.count)} | ${places(race)} | ${cell(wordsOf(race).missing)} |`,
    );
  if (open.length > ROWS) rows.push(`| … | and ${open.length - ROWS} more | | | |`);
  const head = open.length === 0 ? 'no races found' : `${open.length} race${open.length === 1 ? '' : 's'}`;
  const table =
    rows.length === 0
      ? []
      : [
          '| kind | on | how sure | where | what is missing |',
          '| --- | --- | --- | --- | --- |',
          ...rows,
          '',
        ];
  return [`### racewire: ${head}`, '', ...table, ...seen(report).map((text) => `- ${text}`), ''].join('\n');
}

/** Appends the summary to the job's, where the environment names its file. */
export function writeGithubSummary(report: Report, environment: NodeJS.ProcessEnv): void {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${githubSummary(report)}\n`);
  } catch {
    // The annotations stand without it.
  }
}
