// The shape of a report in JSON, as far as everything that is done with one relies on it: a file that another tool wrote, or
// that was cut off, is refused by the place where it is wrong.
import { quoted } from '../errors.ts';

/** A type, a list of one shape, or an object with these members at least; `?` behind a name: perhaps. */
type Shape = 'string' | 'number' | readonly [Shape] | { readonly [name: string]: Shape };

const FRAME: Shape = { function: 'string', file: 'string', line: 'number', column: 'number' };
const PLACE: Shape = { file: 'string', line: 'number', column: 'number' };
const TEST: Shape = { name: 'string' };

const ACCESS: Shape = {
  role: 'string',
  op: 'string',
  file: 'string',
  line: 'number',
  column: 'number',
  function: 'string',
  code: 'string',
  thread: 'string',
  stack: [FRAME],
  createdBy: [FRAME],
  'test?': TEST,
};

const RACE: Shape = {
  id: 'string',
  fingerprint: 'string',
  kind: 'string',
  certainty: 'string',
  severity: 'string',
  scope: 'string',
  count: 'number',
  hint: 'string',
  'tests?': [TEST],
  store: { type: 'string', label: 'string', 'key?': 'string', 'created?': PLACE },
  accesses: [ACCESS],
  'timeline?': { events: [{ what: 'string', lane: 'number' }], edges: [{ from: 'number', to: 'number' }] },
};

const REPORT: Shape = {
  node: 'string',
  command: ['string'],
  exitCode: 'number',
  level: 'string',
  engines: ['string'],
  races: [RACE],
  suppressions: [{ rule: 'string', file: 'string', line: 'number', count: 'number' }],
  coverage: {
    files: 'number',
    skipped: [{ file: 'string', why: 'string' }],
    unhandled: [{ file: 'string', line: 'number', what: 'string' }],
    lost: [{ what: 'string', why: 'string' }],
    processes: 'number',
    threads: 'number',
    unknownSharedBuffers: 'number',
    storesWatched: 'number',
    keysWatched: 'number',
    accesses: 'number',
    tasks: 'number',
    overlappingTaskPairs: 'number',
    threadsSharingMemory: 'number',
  },
  summary: { races: 'number', dependency: 'number', suppressed: 'number', benign: 'number', known: 'number' },
};

/** What is wrong with a value that should be a report, and where; undefined where nothing is. */
export function wrongInReport(value: unknown): string | undefined {
  return wrongIn(value, REPORT, '');
}

function wrongIn(value: unknown, shape: Shape, path: string): string | undefined {
  if (typeof shape === 'string') return typeof value === shape ? undefined : wrong(path, `a ${shape}`, value);
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return wrong(path, 'a list', value);
    for (const [index, entry] of value.entries()) {
      const found = wrongIn(entry, (shape as readonly [Shape])[0], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return wrong(path, 'an object', value);
  for (const [name, member] of Object.entries(shape)) {
    const key = name.replace('?', '');
    const given = (value as Record<string, unknown>)[key];
    if (given === undefined && key !== name) continue;
    const found = wrongIn(given, member, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wrong(path: string, expected: string, value: unknown): string {
  const text = quoted(value);
  const got = value === undefined ? 'none' : text.length > 60 ? `${text.slice(0, 58)}…\`` : text;
  return path === '' ? got : `${got} at \`${path}\`, where ${expected} belongs`;
}
