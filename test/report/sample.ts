// Reports for tests: one of every field, and races made from a few words.
import type { Access, Coverage, Race, Report } from '../../src/report/model.ts';

export function sampleAccess(given: Partial<Access> = {}): Access {
  const place = { file: 'src/sessions.ts', line: 10, column: 8, function: 'getSession', ...given };
  return {
    role: 'first',
    op: 'read',
    code: 'sessions.has(id)',
    thread: 'main',
    task: 'getSession #12',
    stack: [
      { function: 'next', file: 'node_modules/router/index.js', line: 291, column: 5 },
      { function: place.function, file: place.file, line: place.line, column: place.column },
      { function: 'handle', file: 'src/app.ts', line: 31, column: 20 },
    ],
    createdBy: [{ function: 'handle', file: 'src/app.ts', line: 31, column: 14 }],
    ...place,
  };
}

export function sampleRace(given: Partial<Race> = {}): Race {
  return {
    id: '0123456789ab',
    fingerprint: 'ba9876543210',
    kind: 'lost-update',
    certainty: 'observed',
    severity: 'error',
    scope: 'first-party',
    count: 3,
    store: {
      type: 'Map',
      label: 'sessions',
      key: '"u1"',
      created: { file: 'src/sessions.ts', line: 4, column: 18 },
    },
    accesses: [
      sampleAccess({ value: 'absent' }),
      sampleAccess({
        role: 'second',
        op: 'write',
        line: 12,
        column: 5,
        code: 'sessions.set(id, s)',
        value: 'Session',
      }),
      sampleAccess({
        role: 'conflicting',
        op: 'write',
        line: 12,
        column: 5,
        code: 'sessions.set(id, s)',
        value: 'Session',
        task: 'getSession #13',
      }),
    ],
    timeline: {
      events: [
        { what: 'created', lane: 0, turn: 40, by: 'handle #11' },
        { what: 'access', lane: 0, access: 0, turn: 40 },
        {
          what: 'suspended',
          lane: 0,
          turn: 40,
          place: { file: 'src/sessions.ts', line: 11, column: 15 },
          code: 'await load(id)',
        },
        { what: 'created', lane: 1, turn: 41, by: 'handle #10' },
        { what: 'access', lane: 1, access: 2, turn: 44 },
        { what: 'access', lane: 0, access: 1, turn: 45 },
      ],
      edges: [
        { from: 2, to: 5, why: 'await' },
        { from: 1, to: 4, why: 'known' },
      ],
    },
    hint: 'put the promise in the map before the first await',
    ...given,
  };
}

export const COVERAGE: Coverage = {
  files: 12,
  skipped: [{ file: 'bad.js', why: 'Unexpected token (1:2)' }],
  unhandled: [{ file: 'src/a.js', line: 3, what: 'with statement' }],
  lost: [{ what: 'facts', why: 'the disk is full', count: 2 }],
  processes: 1,
  threads: 3,
  unknownSharedBuffers: 1,
  storesWatched: 9,
  keysWatched: 20,
  accesses: 1000,
  tasks: 40,
  overlappingTaskPairs: 31,
  threadsSharingMemory: 3,
};

export function sampleReport(races: readonly Race[] = [sampleRace()], coverage: Coverage = COVERAGE): Report {
  const open = races.filter((race) => race.severity !== 'benign' && race.known !== true);
  return {
    version: 1,
    tool: 'racewire 0.1.0',
    node: 'v20.20.2',
    command: ['node', 'app.mjs'],
    exitCode: 0,
    level: 'predicted',
    engines: ['threads', 'tasks'],
    races,
    suppressions: [
      { rule: 'order-race:src/old.ts', file: '.racewire-suppressions', line: 3, reason: 'known', count: 0 },
    ],
    coverage,
    summary: {
      races: open.length,
      dependency: open.filter((race) => race.scope === 'dependency').length,
      suppressed: 1,
      benign: 2,
      known: races.length - open.length,
    },
  };
}

/** A data race of a worker and the main thread. */
export function sampleDataRace(): Race {
  const { task: _first, ...write } = sampleAccess({
    role: 'first',
    op: 'write',
    file: 'src/counter.js',
    line: 9,
    column: 3,
    code: 'view[1]++',
    thread: 'worker 2',
    value: '8',
    function: 'count',
  });
  const { task: _second, ...read } = sampleAccess({
    role: 'second',
    op: 'read',
    file: 'src/main.js',
    line: 30,
    column: 15,
    code: 'view[1]',
    thread: 'main',
    function: '',
  });
  return sampleRace({
    id: 'aaaaaaaaaaaa',
    fingerprint: 'bbbbbbbbbbbb',
    kind: 'data-race',
    certainty: 'predicted',
    count: 1,
    store: { type: 'SharedArrayBuffer', label: 'view', key: 'bytes 4..8' },
    accesses: [write, { ...read, stackLost: 'previous stack overwritten; raise --history', stack: [] }],
    timeline: {
      events: [
        { what: 'released', lane: 1 },
        { what: 'access', lane: 1, access: 1 },
        { what: 'created', lane: 0 },
        {
          what: 'acquired',
          lane: 0,
          place: { file: 'src/counter.js', line: 7, column: 3 },
          code: 'Atomics.load(view, 0)',
        },
        { what: 'access', lane: 0, access: 0 },
      ],
      edges: [{ from: 0, to: 3, why: 'atomics' }],
    },
    hint: 'use Atomics',
  });
}

/** The sources that the samples speak of. */
export const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'src/sessions.ts': `import { load } from './load.ts';
import type { Session } from './types.ts';

export const sessions = new Map<string, Session>();

/** The session of this id, loaded when it is first asked for. */
export async function getSession(id: string): Promise<Session> {
  const started = Date.now();

  if (!sessions.has(id)) {
    const s = await load(id);
    sessions.set(id, s);
  }
  return sessions.get(id)!;
}`.split('\n'),
};

/** A report with a race of every kind, and ones of every state. */
export const everyKind = (): Report =>
  sampleReport([
    sampleRace(),
    sampleDataRace(),
    sampleRace({
      id: 'c1',
      kind: 'clobbered-write',
      certainty: 'predicted',
      store: { type: 'variable', label: 'currentUser' },
      count: 1,
    }),
    sampleRace({ id: 'd1', kind: 'stale-iteration', count: 2, severity: 'warning' }),
    sampleRace({ id: 'e1', kind: 'order-race', accesses: sampleRace().accesses.slice(0, 2) }),
    sampleRace({ id: 'f1', kind: 'diverged-copy', accesses: sampleRace().accesses.slice(1) }),
    sampleRace({ id: 'a2', severity: 'benign' }),
    sampleRace({ id: 'a3', known: true }),
    sampleRace({
      id: 'a4',
      scope: 'dependency',
      accesses: [sampleAccess({ file: 'node_modules/dep/index.js', package: 'dep@1.2.3' })],
    }),
  ]);
