// Facts → report: sites, duplicates, scope, coverage. Spools are made by hand here.
import { describe, expect, it } from 'vitest';
import { parseSpool, type Spool } from '../../src/facts/read.ts';
import type { AccessFact, Fact, RaceFact } from '../../src/facts/types.ts';
import { buildReport, type BuildOptions } from '../../src/report/build.ts';
import type { Report } from '../../src/report/model.ts';
import type { Places } from '../../src/report/places.ts';

const OPTIONS: BuildOptions = {
  command: ['node', 'a.js'],
  exitCode: 0,
  level: 'predicted',
  engines: ['tasks'],
  cwd: '/project',
  own: '/project',
  home: '/racewire/dist',
};

const SITES = [
  [3, 5, 1, 'm.has(k)', 'm', 'f'],
  [4, 5, 2, 'm.set(k, v)', 'm', 'f'],
  [1, 11, 8, 'new Map()', '', ''],
  [2, 1, 9, '', 'f', 'f'],
  [1, 1, 11, 'total 6:5,open 7:5', '', ''],
] as const;

const UNHANDLED = [{ what: 'with', line: 9 }];

/** Tables of two files; columns of instrumented code are 100 too far. */
const PLACES: Places = {
  table: (key) => ({
    key,
    file: FILES[key]!,
    sites: SITES,
    unhandled: UNHANDLED,
    goal: 'module',
  }),
  unhandled: () => UNHANDLED,
  ofText: (key, line, column) => ({ file: FILES[key]!, line, column }),
  ofInstrumented: (key, line, column) => ({ file: FILES[key]!, line, column: column - 100 }),
  ofMapped: () => undefined,
  lines: () => undefined,
};
const FILES: Record<string, string> = { own: '/project/a.js', dep: '/project/node_modules/dep/i.js' };

const module = (key: string, base: number): Fact => ({
  fact: 'module',
  key,
  file: FILES[key]!,
  base,
  count: SITES.length,
});

function spool(pid: number, facts: readonly Fact[], name = `${pid}-0-x.jsonl`): Spool {
  const thread = {
    fact: 'thread',
    pid,
    ppid: 0,
    tid: 0,
    name: 'main',
    node: 'v20.0.0',
    argv: [],
    cwd: '/project',
  };
  return parseSpool(name, [thread, ...facts].map((fact) => JSON.stringify(fact)).join('\n'));
}

const access = (role: AccessFact['role'], site: number, more: Partial<AccessFact> = {}): AccessFact => ({
  role,
  op: role === 'first' ? 'read' : 'write',
  site,
  thread: 'main',
  ...more,
});

const race = (base: number, more: Partial<RaceFact> = {}): RaceFact => ({
  fact: 'race',
  kind: 'lost-update',
  certainty: 'predicted',
  severity: 'error',
  store: { type: 'Map', key: '"k"', createdSite: base + 2 },
  accesses: [
    access('first', base, {
      task: '#1',
      taskSite: base + 3,
      stack: 'Error\n    at f (/project/a.js:3:117)\n    at g (/project/a.js:9:102)',
    }),
    access('second', base + 1, { task: '#1', taskSite: base + 3 }),
    access('conflicting', base + 1, { task: '#2', taskSite: base + 3 }),
  ],
  ...more,
});

const build = (spools: readonly Spool[], more: Partial<BuildOptions> = {}): Report =>
  buildReport(spools, PLACES, { ...OPTIONS, ...more });

describe('buildReport', () => {
  it('resolves sites to places, labels, code and task names', () => {
    const report = build([spool(1, [module('own', 10), race(10)])]);
    expect(report.races).toHaveLength(1);
    expect(report.races[0]).toMatchObject({
      scope: 'first-party',
      store: { label: 'm', created: { file: 'a.js', line: 1, column: 11 } },
      accesses: [
        {
          file: 'a.js',
          line: 3,
          column: 5,
          code: 'm.has(k)',
          function: 'f',
          task: 'f #1',
          // The innermost stands where the access does, not at its hook.
          stack: [
            { function: 'f', file: 'a.js', line: 3, column: 5 },
            { function: 'g', file: 'a.js', line: 9, column: 2 },
          ],
        },
        { line: 4, stack: [{ file: 'a.js', line: 4, column: 5 }] },
        { task: 'f #2' },
      ],
    });
    expect(report.races[0]!.hint).toMatch(/after the await/);
  });

  it('leaves out what only a condition made a race that was seen to set no such work going', () => {
    const races = (...more: { process: number; sets: boolean; kind?: string }[]): number => {
      const seen = (pid: number): Fact[] =>
        more
          .filter(({ process }) => process === pid)
          .map(({ process: _, ...seen }) => ({ fact: 'condition', site: pid * 10, ...seen }));
      const spools = [1, 2].map((pid) =>
        spool(pid, [
          module('own', pid * 10),
          race(pid * 10, { condition: { site: pid * 10, kind: 'timer' } }),
          ...seen(pid),
        ]),
      );
      return build(spools).races.length;
    };
    expect(races()).toBe(1);
    expect(races({ process: 2, sets: false })).toBe(0);
    expect(races({ process: 1, sets: false }, { process: 1, sets: true })).toBe(1);
    expect(races({ process: 1, sets: true }, { process: 2, sets: false })).toBe(1);
    // Of one kind it sets work going, of another one none.
    const other = { process: 1, sets: true, kind: 'microtask' };
    expect(races(other, { process: 1, sets: false, kind: 'timer' })).toBe(0);
    expect(races(other)).toBe(1);
    expect(races({ process: 2, sets: true, kind: 'timer' }, { process: 1, sets: false })).toBe(1);
    const condition = { site: 10, kind: 'timer' };
    const [open] = [spool(1, [module('own', 10), race(10, { condition })])];
    expect(build([open], { running: true }).races).toHaveLength(0);
  });

  it('says where a variable is declared, which its scope knows', () => {
    const madeAt = (label: string): unknown => {
      const store = { type: 'variable' as const, label, createdSite: 14 };
      return build([spool(1, [module('own', 10), race(10, { store })])]).races[0]!.store.created;
    };
    expect(madeAt('open')).toEqual({ file: 'a.js', line: 7, column: 5 });
    expect(madeAt('pen')).toEqual({ file: 'a.js', line: 1, column: 1 });
  });

  it.each([
    ['absent', /store the promise/],
    ['0', /in one turn/],
    ['Object', /read again/],
  ])('has a hint of its own for an update of what was %s', (value, hint) => {
    const { accesses } = race(10);
    const [first, ...rest] = accesses;
    const report = build([
      spool(1, [module('own', 10), race(10, { accesses: [{ ...first!, value }, ...rest] })]),
    ]);
    expect(report.races[0]!.hint).toMatch(hint);
  });

  it('joins the same race of several threads and processes', () => {
    const report = build([
      spool(1, [module('own', 10), race(10), race(10, { certainty: 'observed', count: 4 })]),
      spool(2, [
        module('dep', 5),
        module('own', 90),
        race(90, { severity: 'warning', test: { id: '1', name: 'suite > t' } }),
      ]),
    ]);
    expect(report.races).toMatchObject([
      { count: 6, certainty: 'observed', severity: 'error', test: 'suite > t' },
    ]);
    expect(report.races[0]!.accesses[0]!.thread).toBe('main of process 1');
  });

  it('takes both directions of a data race for one', () => {
    const one = { kind: 'data-race', accesses: [access('first', 10), access('second', 11)] } as const;
    const other = { kind: 'data-race', accesses: [access('first', 11), access('second', 10)] } as const;
    expect(build([spool(1, [module('own', 10), race(10, one), race(10, other)])]).races).toHaveLength(1);
  });

  it('resolves a site through the modules of another thread of the process', () => {
    const worker = spool(1, [race(10)], '1-2-y.jsonl');
    expect(build([spool(1, [module('own', 10)]), worker]).races[0]!.accesses[0]!.file).toBe('a.js');
  });

  it('calls a race without a site in own files one of the dependency', () => {
    const report = build([spool(1, [module('dep', 10), race(10)])]);
    expect(report.races[0]).toMatchObject({ scope: 'dependency', accesses: [{ package: 'dep' }, {}, {}] });
    expect(report.summary).toMatchObject({ races: 1, dependency: 1 });
  });

  it('shows an access without a site by its dynamic one, or by its stack', () => {
    const dynamic: Fact = { fact: 'dynamic-site', site: 7, stack: 'Error\n    at g (/project/a.js:8:109)' };
    const accesses = [
      access('first', 7),
      access('second', 0, { stack: 'Error\n    at h (/other/b.js:1:2)' }),
    ];
    const [found] = build([
      spool(1, [module('own', 10), dynamic, race(10, { kind: 'data-race', accesses })]),
    ]).races;
    expect(found!.accesses).toMatchObject([
      { file: 'a.js', line: 8, column: 9, function: 'g', code: '' },
      { file: '/other/b.js', line: 1, column: 2 },
    ]);
  });

  it('keeps predicted races from the level `observed`', () => {
    const facts = [module('own', 10), race(10)];
    expect(build([spool(1, facts)], { level: 'observed' }).races).toEqual([]);
  });

  it('sums coverage by the last totals of each thread, and lists what was skipped and lost', () => {
    const totals = (files: number, more: object = {}): Fact => ({
      fact: 'coverage',
      files,
      storesWatched: 1,
      keysWatched: 2,
      accesses: 3,
      tasks: 4,
      overlappingTaskPairs: 5,
      threadsSharingMemory: 1,
      unknownSharedBuffers: 0,
      benign: 1,
      ...more,
    });
    const lost: Fact = { fact: 'lost', what: 'a thread', why: 'too many' };
    const first = spool(1, [
      module('own', 10),
      totals(1),
      totals(1, { keysWatched: 20 }),
      lost,
      { fact: 'skipped', file: '/project/b.js', why: 'odd' },
    ]);
    const second = parseSpool('2-0.jsonl', `${JSON.stringify(totals(1))}\n${JSON.stringify(lost)}\n{"fact":`);
    const { coverage, summary } = build([first, second]);
    expect(coverage).toMatchObject({
      files: 1,
      keysWatched: 22,
      overlappingTaskPairs: 10,
      threads: 1,
      processes: 1,
      skipped: [{ file: 'b.js', why: 'odd' }],
      unhandled: [{ file: 'a.js', line: 9, what: 'with' }],
      lost: [
        { what: 'a thread', why: 'too many', count: 2 },
        { what: 'facts', count: 1 },
      ],
    });
    expect(summary.benign).toBe(2);
  });

  it('has ids that depend on places, and fingerprints that do not depend on lines', () => {
    const at = (lines: number): Report => {
      const moved: Places = {
        ...PLACES,
        ofText: (key, line, column) => ({ file: FILES[key]!, line: line + lines, column }),
      };
      return buildReport([spool(1, [module('own', 10), race(10)])], moved, OPTIONS);
    };
    const [a, b] = [at(0).races[0]!, at(5).races[0]!];
    expect(a.id).toMatch(/^[0-9a-f]{12}$/);
    expect(a.id).not.toBe(b.id);
    expect(a.fingerprint).toBe(b.fingerprint);
  });
});
