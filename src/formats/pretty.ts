// The report for people, at 80 columns: each race's first screen, then its code and stacks; a summary of what was seen.
import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Access, Frame, Race, Report } from '../report/model.ts';
import { codeFrame } from './code-frame.ts';
import { firstScreen } from './first-screen.ts';
import { plural } from './numbers.ts';
import { cut, WIDTH } from './layout.ts';
import { makePaint, type Paint } from './paint.ts';
import { prettySummary } from './pretty-summary.ts';
import type { FormatOptions } from './options.ts';
import { actor, storeName, times } from './words.ts';

/** Races printed in full where nothing else is asked for; the rest are only summed up. */
const IN_FULL = 10;
const FRAMES = 6;

export function formatPretty(report: Report, options: FormatOptions): string {
  const paint = makePaint(options.colours);
  const benign = options.show.includes('benign');
  const shown = report.races.filter((race) => (race.severity !== 'benign' || benign) && race.known !== true);
  const own = shown.filter((race) => race.scope === 'first-party');
  const others = shown.filter((race) => race.scope === 'dependency');
  const lines: string[] = [];
  const print = (races: readonly Race[]): void => {
    const all = options.detail !== undefined || races.length <= IN_FULL;
    for (const race of all ? races : races.slice(0, IN_FULL))
      lines.push(
        ...prettyRace(race, options.detail ?? 'full', options, paint),
        ...(options.detail === undefined || options.detail === 'full'
          ? [paint('dim', `  more about it: racewire explain ${shortId(race)}`), '']
          : []),
      );
    if (!all) {
      const rest = plural(races.length - IN_FULL, 'more race');
      lines.push(
        paint('dim', `${rest}, summed up below; \`racewire report --detail line\` has a line for each.`),
        '',
      );
    }
    if (races.length > 0 && lines.at(-1) !== '') lines.push('');
  };
  print(own);
  if (others.length > 0) {
    lines.push(
      paint('store', 'In dependencies only (without `--blame all` no matter for the exit code):'),
      '',
    );
    print(others);
  }
  return `${[...lines, ...prettySummary(report, paint)].join('\n')}\n`;
}

/** One race, as far as `detail` says. */
export function prettyRace(
  race: Race,
  detail: 'line' | 'screen' | 'full',
  options: FormatOptions,
  paint: Paint,
): string[] {
  if (detail === 'line') return [oneLine(race, paint)];
  const screen = firstScreen(race, paint);
  if (detail === 'screen') return [...screen, ''];
  const tests = race.test === undefined ? [] : [`  ${paint('dim', 'during test:')} ${race.test}`];
  return [
    ...screen,
    ...tests,
    '',
    ...race.accesses.flatMap((access) => accessDetail(access, race, options, paint)),
  ];
}

/** As much of the id as `racewire explain` needs. */
export const shortId = (race: Race): string => race.id.slice(0, 8);

function oneLine(race: Race, paint: Paint): string {
  const places = race.accesses.map((access) => `${access.file}:${access.line}`);
  const head = `${race.kind} on ${storeName(race.store)} (${race.certainty}, ${times(race.count)})`;
  const room = WIDTH - shortId(race).length - 1;
  return `${paint('dim', shortId(race))} ${cut(`${head} ${[...new Set(places)].join(' / ')}`, room)}`;
}

function roleOf(access: Access, race: Race): string {
  if (race.kind === 'data-race') return access === race.accesses[0] ? 'now' : 'previously';
  if (race.kind === 'diverged-copy') return access === race.accesses[0] ? 'sender' : 'receiver';
  return { first: 'first', second: 'then', conflicting: 'in conflict' }[access.role];
}

function accessDetail(access: Access, race: Race, options: FormatOptions, paint: Paint): string[] {
  const where = access.task === undefined ? access.thread : `${actor(access)}, ${access.thread}`;
  const op = access.atomic === true ? `atomic ${access.op}` : access.op;
  const owner = access.package === undefined ? '' : paint('dim', ` in ${access.package}`);
  const place = paint('place', `${access.file}:${access.line}:${access.column}`);
  const value = access.value === undefined ? '' : ` ${paint('value', access.value)}`;
  const lines = [
    `  ${paint('dim', `${roleOf(access, race)}:`)} ${op}${value} at ${place}${owner} ${paint('dim', `(${where})`)}`,
    ...codeFrame(access, readLines(access.file, options), paint),
    ...stackLines(access.stack, paint),
  ];
  if (access.stackLost !== undefined) lines.push(paint('dim', `      (${access.stackLost})`));
  if (access.createdBy.length > 0) {
    lines.push(
      paint('dim', `    ${access.task === undefined ? 'thread' : 'task'} created at`),
      ...stackLines(access.createdBy, paint),
    );
    if (access.createdLost !== undefined) lines.push(paint('dim', `      (${access.createdLost})`));
  }
  return [...lines, ''];
}

const isForeign = (frame: Frame): boolean => /(^|\/)node_modules\//.test(frame.file);

// Own frames first: they are where a fix can go. What called the program (a loader, a test runner) is no news.
function stackLines(all: readonly Frame[], paint: Paint): string[] {
  const outermost = all.findLastIndex((frame) => !isForeign(frame));
  const frames = outermost < 0 ? all : all.slice(0, outermost + 1);
  const sorted = [...frames.filter((frame) => !isForeign(frame)), ...frames.filter(isForeign)];
  const lines = sorted.slice(0, FRAMES).map((frame) => {
    const place = `${frame.file}:${frame.line}:${frame.column}`;
    const text = frame.function === '' ? `at ${place}` : `at ${frame.function} (${place})`;
    return isForeign(frame) ? paint('dim', `      ${text}`) : `      ${text}`;
  });
  if (sorted.length > FRAMES) lines.push(paint('dim', `      … ${sorted.length - FRAMES} more`));
  return lines;
}

const files = new Map<string, readonly string[] | undefined>();

function readLines(file: string, options: FormatOptions): readonly string[] | undefined {
  if (options.lines !== undefined) return options.lines(file);
  if (!files.has(file)) {
    let lines: readonly string[] | undefined;
    try {
      lines = readFileSync(resolve(file), 'utf8').split(/\r\n|[\n\r\u2028\u2029]/);
    } catch {
      // A source that is not on this disk: the report stands without its lines.
    }
    files.set(file, lines);
  }
  return files.get(file);
}
