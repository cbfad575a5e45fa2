// Golden reports: each format of two fixed reports. `npx vitest run test/formats -u` writes them anew; the difference is
// read in review like code.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { columns } from '../../src/formats/layout.ts';
import { FIRST_SCREEN, firstScreen } from '../../src/formats/first-screen.ts';
import { makePaint, takesColours } from '../../src/formats/paint.ts';
import type { FormatOptions } from '../../src/formats/options.ts';
import { FORMATTERS } from '../../src/formats/table.ts';
import { COVERAGE, everyKind, sampleRace, sampleReport, SOURCES } from '../report/sample.ts';

const OPTIONS: FormatOptions = { colours: false, show: [], lines: (file) => SOURCES[file] };

const empty = (): Report =>
  sampleReport([], {
    ...COVERAGE,
    skipped: [],
    lost: [],
    unknownSharedBuffers: 0,
    overlappingTaskPairs: 0,
    threadsSharingMemory: 0,
  });

const EXTENSION = { pretty: 'txt', json: 'json', sarif: 'sarif', junit: 'xml', github: 'txt' } as const;

// The page is looked at in html.test.ts.
describe.each(Object.keys(EXTENSION) as (keyof typeof EXTENSION)[])('%s', (format) => {
  it.each([
    ['every-kind', everyKind],
    ['empty', empty],
  ])('prints the report %s', async (name, report) => {
    const text = FORMATTERS[format](report(), OPTIONS);
    await expect(text).toMatchFileSnapshot(`golden/${name}.${format}.${EXTENSION[format]}`);
  });
});

describe('pretty', () => {
  const screens = (): string[][] => everyKind().races.map((race) => firstScreen(race, makePaint(false)));

  it('fits 14 lines of 80 columns for the first screen of every kind', () => {
    for (const screen of screens()) {
      expect(screen.length).toBeLessThanOrEqual(FIRST_SCREEN);
      for (const line of screen) expect(columns(line)).toBeLessThanOrEqual(80);
    }
  });

  it('names the columns where two accesses share a line', () => {
    const minified = (columns: readonly number[]) =>
      sampleRace({
        accesses: sampleRace().accesses.map((access, index) => ({
          ...access,
          file: 'node_modules/some-package/lib/esm/index.js',
          line: 1,
          column: columns[index] ?? 1,
        })),
      });
    const text = (columns: readonly number[]) => firstScreen(minified(columns), makePaint(false)).join('\n');
    expect(text([11, 220, 3300])).toContain('index.js:1:220 ');
    expect(text([11, 11, 11])).not.toContain('index.js:1:');
  });

  it('draws an operation that one task began and another one ended on one side', () => {
    const accesses = sampleRace().accesses.map((access) =>
      access.role === 'second' ? { ...access, task: 'request #14' } : access,
    );
    const screen = firstScreen(sampleRace({ accesses }), makePaint(false));
    const columnOf = (row: string): number => /^ +\d +(\d)/.exec(row)![0].length;
    const [first, between, second] = [1, 2, 3].map((row) =>
      columnOf(screen.find((line) => line.startsWith(`  ${row} `))!),
    );
    expect(second).toBe(first);
    expect(between).toBeGreaterThan(first!);
  });

  it('does so with long names, keys, values and hints, and wide letters', () => {
    const long = 'averyveryverylongnameofsomething'.repeat(4);
    const race = sampleRace({
      store: {
        type: 'Map',
        label: long,
        key: `"${'漢字'.repeat(40)}"`,
        created: { file: `src/${long}.ts`, line: 123456, column: 7 },
      },
      accesses: sampleRace().accesses.map((access) => ({
        ...access,
        file: `src/${long}.ts`,
        code: `${long}(${long},\n${long})`,
        value: long,
        task: `${long} #123456`,
      })),
      hint: `${long} `.repeat(6),
    });
    const screen = firstScreen(race, makePaint(false));
    expect(screen.length).toBeLessThanOrEqual(FIRST_SCREEN);
    for (const line of screen) expect(columns(line)).toBeLessThanOrEqual(80);
  });

  it('keeps every line within 80 columns but those that end in a place, which is never cut', () => {
    const lines = FORMATTERS.pretty(everyKind(), OPTIONS).split('\n');
    for (const line of lines.filter((one) => !/:\d+:\d+\b/.test(one)))
      expect(columns(line)).toBeLessThanOrEqual(80);
  });

  it('sums 200 races up in one screen, by store and pairs of sites', async () => {
    const races = Array.from({ length: 200 }, (_, index) =>
      sampleRace({
        id: String(index),
        store: { type: 'Map', label: `store${index % 30}`, key: String(index) },
        accesses: sampleRace().accesses.map((access) => ({ ...access, line: access.line + (index % 60) })),
      }),
    );
    const text = FORMATTERS.pretty(sampleReport(races), { ...OPTIONS, detail: 'line' });
    const summary = text.slice(text.indexOf('racewire: 200 races'));
    await expect(summary).toMatchFileSnapshot('golden/summary-of-200.pretty.txt');
    expect(summary.split('\n').length).toBeLessThanOrEqual(24);
    for (const line of summary.split('\n')) expect(columns(line)).toBeLessThanOrEqual(80);
    const short = FORMATTERS.pretty(sampleReport(races), OPTIONS);
    expect(short.endsWith(summary)).toBe(true);
    expect(short).toContain('190 more races, summed up below');
  });

  it('is the same text in colours', () => {
    const strip = (text: string): string => text.replace(/\u001b\[\d+m/g, '');
    const coloured = FORMATTERS.pretty(everyKind(), { ...OPTIONS, colours: true });
    expect(coloured).toContain('\u001b[');
    expect(strip(coloured)).toBe(FORMATTERS.pretty(everyKind(), OPTIONS));
  });

  it('shows benign races when asked to', () => {
    expect(FORMATTERS.pretty(everyKind(), { ...OPTIONS, show: ['benign'] })).not.toBe(
      FORMATTERS.pretty(everyKind(), OPTIONS),
    );
  });
});

describe('takesColours', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, { GITHUB_ACTIONS: 'true' }, true],
    [false, { GITHUB_ACTIONS: 'true', NO_COLOR: '1' }, false],
    [false, { CI: 'true' }, false],
  ])('terminal %s, environment %j: %s', (isTTY, environment, colours) => {
    expect(takesColours({ isTTY }, environment)).toBe(colours);
  });
});
