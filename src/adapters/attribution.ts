// In the process that runs tests: says which test the code works for, and asks afterwards whether it has races. Loaded
// beside the tests, so it imports little; what makes a report is loaded with the first race.
//
// A race belongs to a test, and fails it, if all that took part in it is that test's (or no test's at all) or another's that
// ran at the same time. What an earlier test left behind fails the run, never the test that happened to run meanwhile.
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { RUN_VARIABLE } from '../facts/options.ts';
import type { RaceFact, TestFact } from '../facts/types.ts';
import { readRunOptions } from '../load/run-options.ts';
import { globalHooks } from '../load/global-name.ts';
import type { Session, Told } from './session.ts';

interface Detector {
  test<T>(test: TestFact | null, run: () => T): T;
}

/** A test as its runner knows it. */
export interface RunnerTest {
  /** `suite > name`. */
  readonly name: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** A hook of a suite, whose races fail the run: no single test has made them. */
  readonly hook?: boolean;
}

export interface Attribution {
  /** Runs `run` on behalf of `test`. */
  run<T>(test: TestFact, run: () => T): T;
  /** Names a test within the run. */
  begin(test: RunnerTest): TestFact;
  /** A test that has a name already begins. */
  resume(test: TestFact): void;
  /** The test is over; what it left behind belongs to it still. */
  end(test: TestFact): void;
  /** Whether the test has races that may fail it; quick. */
  hasRaces(test: TestFact): boolean;
  /** The text of the error by which it fails, or undefined. */
  failureOf(test: TestFact): Promise<string | undefined>;
}

interface Life {
  readonly begun: number;
  /** Infinity while it runs. */
  ended: number;
}

/** Ids of hooks begin with this: they are nobody's test. */
const HOOK = 'hook ';

/** What this process knows of its run; undefined where it belongs to none. */
export function makeAttribution(told: Told | undefined, home: string): Attribution | undefined {
  const run = readRunOptions(process.env[RUN_VARIABLE]);
  const detector = (globalHooks() as { api?: Detector } | undefined)?.api;
  if (run === undefined || detector === undefined || told === undefined) return undefined;
  const session: Pick<Session, 'run' | 'home' | 'told'> = { run, home, told };
  // A process may run many files, each with an attribution of its own, and so may each of its threads.
  const own = `${process.pid}.${threadId}.${process.hrtime.bigint().toString(36)}`;
  let made = 0;
  /** When tests began and ended, in steps. */
  const lives = new Map<string, Life>();
  let clock = 0;
  const readTo = new Map<string, number>();
  const found = new Map<string, RaceFact[]>();

  const overlap = (one: Life | undefined, other: Life | undefined): boolean =>
    one !== undefined && other !== undefined && one.begun < other.ended && other.begun < one.ended;

  const belongs = (fact: RaceFact, test: TestFact): boolean =>
    fact.test?.id === test.id &&
    fact.accesses.every(
      ({ test: other }) =>
        other === undefined ||
        other.id === test.id ||
        other.id.startsWith(HOOK) ||
        overlap(lives.get(other.id), lives.get(test.id)),
    );

  // Races that were told since the last look, by the test in which they were detected.
  const look = (): void => {
    for (const name of readdirSync(run.spool)) {
      if (!name.endsWith('.jsonl')) continue;
      const { text, end } = readFrom(join(run.spool, name), readTo.get(name) ?? 0);
      readTo.set(name, end);
      if (!text.includes('{"fact":"race"')) continue;
      for (const line of text.split('\n')) {
        if (!line.startsWith('{"fact":"race"')) continue;
        const fact = JSON.parse(line) as RaceFact;
        if (fact.test === undefined || fact.severity === 'benign') continue;
        const list = found.get(fact.test.id) ?? [];
        list.push(fact);
        found.set(fact.test.id, list);
      }
    }
  };

  const lookQuietly = (): void => {
    try {
      look();
    } catch {
      // The run's directory is gone: it is over.
    }
  };

  return {
    run: (test, code) => detector.test(test, code),
    begin({ name, file, line, hook }) {
      const id = `${hook === true ? HOOK : ''}${own}.${++made}`;
      if (hook !== true) lives.set(id, { begun: ++clock, ended: Infinity });
      return {
        id,
        name,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      };
    },
    resume(test) {
      // Another of this name was here before, whose races are its own.
      if (lives.has(test.id)) {
        lookQuietly();
        found.delete(test.id);
      }
      lives.set(test.id, { begun: ++clock, ended: Infinity });
    },
    end(test) {
      const life = lives.get(test.id);
      if (life !== undefined) life.ended = ++clock;
    },
    hasRaces(test) {
      lookQuietly();
      return (found.get(test.id) ?? []).some((fact) => belongs(fact, test));
    },
    async failureOf(test) {
      if (told.mode === 'warn' || !this.hasRaces(test)) return undefined;
      const { failureText, reportSoFar } = await import('./verdict.ts');
      return failureText(await reportSoFar(session, (fact) => belongs(fact, test)));
    },
  };
}

// What was appended to a file, up to its last whole line.
function readFrom(file: string, from: number): { text: string; end: number } {
  const fd = openSync(file, 'r');
  try {
    const size = fstatSync(fd).size;
    if (size <= from) return { text: '', end: from };
    const bytes = Buffer.alloc(size - from);
    readSync(fd, bytes, 0, bytes.length, from);
    const whole = bytes.lastIndexOf(10) + 1;
    return { text: bytes.toString('utf8', 0, whole), end: from + whole };
  } finally {
    closeSync(fd);
  }
}

/** The error of a test that has races. */
export function raceError(text: string): Error {
  const error = new Error(text);
  error.name = 'RaceError';
  error.stack = text;
  return error;
}

/** Whether what was run last has been judged: a turn is judged when it ends. */
export const turnsEnd = (): Promise<void> => new Promise((done) => realImmediate(done));

// Taken before a test can put a fake in its place.
const realImmediate = setImmediate;
