import { describe, expect, it } from 'vitest';
import { RacewireError } from '../../src/errors.ts';
import { makeBaseline, markKnown } from '../../src/report/baseline.ts';
import { mergeReports } from '../../src/report/merge.ts';
import { parseSuppressions, suppress } from '../../src/report/suppressions.ts';
import { sampleDataRace, sampleRace, sampleReport } from './sample.ts';

const none = (): undefined => undefined;
const left = (rules: string): string[] =>
  suppress(sampleReport([sampleRace(), sampleDataRace()]), parseSuppressions(rules, 'rules'), none).races.map(
    (race) => race.kind,
  );

describe('a file of suppressions', () => {
  it.each([
    ['lost-update:src/sessions.ts', ['data-race']],
    ['lost-update:src/*.ts', ['data-race']],
    ['lost-update:getSession', ['data-race']],
    ['lost-update:sessions', ['data-race']],
    ['*:**/*', []],
    ['data-race:src/**/*.js', ['lost-update']],
    ['data-race:src/sessions.ts', ['lost-update', 'data-race']],
    ['# lost-update:sessions', ['lost-update', 'data-race']],
    ['\n  lost-update:sessions   # since May\n\n', ['data-race']],
  ])('%j leaves %j', (rules, kinds) => {
    expect(left(rules)).toEqual(kinds);
  });

  it.each(['lost-update', 'lost-updat:x', 'x', 'lost-update:', ':x'])(
    '%j is an error with its place',
    (rule) => {
      const read = (): unknown => parseSuppressions(`# fine\n${rule}`, '.rules');
      expect(read).toThrow(RacewireError);
      expect(read).toThrow(/\.rules:2/);
    },
  );

  it('counts what each rule silenced, and keeps reasons', () => {
    const rules = parseSuppressions('lost-update:sessions -- shown to be harmless\norder-race:x', 'rules');
    const report = suppress(sampleReport(), rules, none);
    expect(report.suppressions).toEqual([
      { rule: 'lost-update:sessions', file: 'rules', line: 1, reason: 'shown to be harmless', count: 1 },
      { rule: 'order-race:x', file: 'rules', line: 2, count: 0 },
    ]);
    expect(report.summary).toMatchObject({ races: 0, suppressed: 2 });
  });
});

describe('comments beside the code', () => {
  const withLines = (comment: string, at: number): string[] => {
    const lines = Array.from({ length: 40 }, (_, index) => `line(${index + 1});`);
    lines[at - 1] = comment;
    const file = (name: string): string[] | undefined => (name === 'src/sessions.ts' ? lines : undefined);
    return suppress(sampleReport(), [], file).races.map((race) => race.kind);
  };

  it('silence a race with an access in the next line', () => {
    expect(withLines('  // racewire-ignore-next-line', 9)).toEqual([]);
    expect(withLines('  // racewire-ignore-next-line lost-update -- a cache', 11)).toEqual([]);
    expect(withLines('  /* racewire-ignore-next-line */', 11)).toEqual([]);
  });

  it('speak of their kinds and lines only', () => {
    expect(withLines('// racewire-ignore-next-line data-race', 9)).toEqual(['lost-update']);
    expect(withLines('// racewire-ignore-next-line', 20)).toEqual(['lost-update']);
    expect(withLines('// racewire-ignore-next-line', 8)).toEqual(['lost-update']);
    expect(withLines('const text = "racewire-ignore-next-line";', 9)).toEqual(['lost-update']);
  });

  it('silence a whole file', () => {
    expect(withLines('// racewire-ignore-file -- generated', 30)).toEqual([]);
  });
});

describe('a baseline', () => {
  it('marks its races as known, and no others', () => {
    const { races } = makeBaseline(sampleReport([sampleRace()]));
    expect(races).toEqual([
      {
        fingerprint: 'ba9876543210',
        kind: 'lost-update',
        store: 'Map sessions',
        where: 'src/sessions.ts:10 / src/sessions.ts:12 / src/sessions.ts:12',
      },
    ]);
    const marked = markKnown(
      sampleReport([sampleRace(), sampleDataRace()]),
      new Set(races.map((race) => race.fingerprint)),
    );
    expect(marked.races.map((race) => race.known)).toEqual([true, undefined]);
    expect(marked.summary).toMatchObject({ races: 1, known: 1 });
  });
});

describe('mergeReports', () => {
  it('joins races of shards by id and adds counts and coverage', () => {
    const a = sampleReport([sampleRace({ count: 2, certainty: 'predicted' })]);
    const b = { ...sampleReport([sampleRace({ count: 1 }), sampleDataRace()]), exitCode: 3 };
    const merged = mergeReports([a, b]);
    expect(merged.exitCode).toBe(3);
    expect(merged.races).toMatchObject([
      { kind: 'lost-update', count: 3, certainty: 'observed' },
      { kind: 'data-race' },
    ]);
    expect(merged.coverage).toMatchObject({
      files: 12,
      processes: 2,
      tasks: 80,
      skipped: [{ file: 'bad.js' }],
    });
    expect(merged.summary).toMatchObject({ races: 2, suppressed: 2, benign: 4 });
  });
});
