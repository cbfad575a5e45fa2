// Random async programs, run with the real engine, against the oracle of test/oracle/tasks.ts: no report it does not
// allow, and each place it demands. RACEWIRE_PROGRAMS=20000 runs as many, RACEWIRE_SEED=n others.
import fc from 'fast-check';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, judge, type Reach } from '../oracle/tasks.ts';
import type { Outcome } from './tasks-child.ts';
import {
  emitProgram,
  inOneSynchronousFunction,
  type Lexical,
  type Program,
  programs,
  reaches,
} from './tasks-program.ts';
import { TasksRunner } from './tasks-runner.ts';

const count = Number(process.env['RACEWIRE_PROGRAMS'] ?? 400);
const seed = Number(process.env['RACEWIRE_SEED'] ?? 20_250_101);
/** Programs that run at a time in one child: the more, the busier the timers. */
const CHUNK = 100;

let runner: TasksRunner;
beforeAll(async () => {
  runner = await TasksRunner.start();
});
afterAll(async () => {
  await runner.stop();
});

function reachOf(lexical: Lexical): Reach {
  return {
    reaches: (a, b) => reaches(lexical, a, b),
    inOneSynchronousFunction: (a, b) => inOneSynchronousFunction(lexical, a, b),
  };
}

/** How the engine's reports differ from the oracle's judgement of the same run. */
function differences(program: Program, outcome: Outcome): string[] {
  if (outcome.error !== undefined) return [`the program failed: ${outcome.error}`];
  const { lexical } = emitProgram(program, 0);
  return compare(judge(outcome.log, reachOf(lexical)), outcome.races);
}

/** The sites of every race, for comparisons between runs: its kind and its first two sites. */
function places(outcome: Outcome): string[] {
  return [
    ...new Set(outcome.races.map(({ kind, sites }) => `${kind} ${sites.slice(0, 2).join(' ')}`)),
  ].sort();
}

async function inChunks(
  all: readonly Program[],
  see: (program: Program, outcome: Outcome, i: number) => void,
): Promise<void> {
  for (let at = 0; at < all.length; at += CHUNK) {
    const chunk = all.slice(at, at + CHUNK);
    const outcomes = await runner.run(chunk);
    chunk.forEach((program, i) => see(program, outcomes[i]!, at + i));
  }
}

describe(`random async programs (seed ${seed})`, () => {
  it(
    'are reported where the oracle says so, and nowhere else',
    async () => {
      const wrong: number[] = [];
      let races = 0;
      let demanded = 0;
      await inChunks(fc.sample(programs, { seed, numRuns: count }), (program, outcome, i) => {
        races += outcome.races.length;
        const { lexical } = emitProgram(program, 0);
        demanded += judge(outcome.log, reachOf(lexical)).must.length;
        if (differences(program, outcome).length > 0) wrong.push(i);
      });
      console.log(
        `${count} programs, seed ${seed}: ${races} facts, ${demanded} places demanded, ${wrong.length} wrong`,
      );
      // The first difference is shrunk by fast-check, which replays it by its number.
      if (wrong.length > 0) {
        const property = fc.asyncProperty(programs, async (program) => {
          const [outcome] = await runner.run([program]);
          const found = differences(program, outcome!);
          if (found.length > 0) throw new Error(`${found.join('\n')}\n${emitProgram(program, 0).text}`);
        });
        await fc.assert(property, { seed, path: String(wrong[0]), numRuns: 1 });
      }
      expect(wrong).toEqual([]);
      expect(demanded).toBeGreaterThan(count / 20);
    },
    count * 60 + 60_000,
  );
});

describe('a read behind which many others came', () => {
  const between = (count: number): Program => ({
    functions: [
      [
        { s: 'check', key: 0, when: false, body: [{ s: 'sleep', ticks: 2 }] },
        { s: 'write', key: 0, value: 'fresh' },
      ],
      [{ s: 'read', key: 0 }],
      [{ s: 'all', fs: [0, 0, ...Array.from({ length: count }, () => 1)] }],
    ],
  });
  it('begins an operation as long as the engine remembers it', async () => {
    const programs = [between(12), between(50)];
    const outcomes = await runner.run(programs);
    expect(programs.map((program, i) => differences(program, outcomes[i]!))).toEqual([[], []]);
    expect(outcomes.map(({ races }) => races.length > 0)).toEqual([true, false]);
  });
});

describe('a turn that writes twice', () => {
  // Both await one promise and store its value, which is no race, and then, behind a look of somebody else's, another one, which is.
  const once: Program = {
    functions: [
      [{ s: 'guard', key: 0 }, { s: 'turn' }],
      [
        { s: 'flight', key: 0, f: 0 },
        { s: 'fork', f: 0, slot: 0 },
        { s: 'write', key: 0, value: 'fresh' },
        { s: 'lock', l: 0, style: 'inline', body: [{ s: 'update', key: 0 }] },
      ],
      [{ s: 'all', fs: [1, 1] }],
    ],
  };
  it('is one write, told by the first of its lines', async () => {
    const [outcome] = await runner.run([once]);
    expect(differences(once, outcome!)).toEqual([]);
    expect(outcome!.races.length).toBeGreaterThan(0);
  });
});

describe('the same program under different timings', () => {
  it('has the same places at level predicted', { timeout: 120_000 }, async () => {
    const runs = count > 1000 ? 100 : 12;
    const unequal: string[] = [];
    for (const program of WITHOUT_CHOICES) {
      const seen = new Set<string>();
      for (let jitter = 0; jitter < runs; jitter++) {
        const [outcome] = await runner.run([program], { tick: 1, jitter });
        seen.add(places(outcome!).join('; '));
      }
      if (seen.size > 1) unequal.push([...seen].join('\n  or '));
      expect([...seen][0]).not.toBe('');
    }
    expect(unequal).toEqual([]);
  });
});

/** Programs whose accesses do not depend on what was read, with one race or more. */
const WITHOUT_CHOICES: readonly Program[] = [
  // Two calls of one read-sleep-write, and a third function that writes by and by.
  {
    functions: [
      [
        { s: 'sleep', ticks: 2 },
        { s: 'read', key: 0 },
        { s: 'sleep', ticks: 3 },
        { s: 'write', key: 0, value: 'fresh' },
      ],
      [
        { s: 'sleep', ticks: 1 },
        { s: 'write', key: 0, value: 'fresh' },
      ],
      [{ s: 'all', fs: [0, 1, 0] }],
    ],
  },
  // The module-level currentUser.
  {
    functions: [
      [
        { s: 'sleep', ticks: 1 },
        { s: 'write', key: 1, value: 'fresh' },
        { s: 'sleep', ticks: 2 },
        { s: 'read', key: 1 },
      ],
      [
        { s: 'fork', f: 0, slot: 0 },
        { s: 'sleep', ticks: 3 },
        { s: 'await', f: 0 },
      ],
    ],
  },
  // A lock that one of the writers does not take.
  {
    functions: [
      [
        {
          s: 'lock',
          l: 0,
          style: 'library',
          body: [
            { s: 'guard', key: 2 },
            { s: 'sleep', ticks: 1 },
            { s: 'write', key: 2, value: 'fresh' },
          ],
        },
      ],
      [
        { s: 'sleep', ticks: 2 },
        { s: 'update', key: 2 },
      ],
      [{ s: 'all', fs: [0, 0, 1] }],
    ],
  },
  // The write is made by a callee that is awaited at once.
  {
    functions: [
      [
        { s: 'write', key: 0, value: 'fresh' },
        { s: 'sleep', ticks: 1 },
      ],
      [
        { s: 'guard', key: 0 },
        { s: 'sleep', ticks: 2 },
        { s: 'await', f: 0 },
      ],
      [{ s: 'all', fs: [1, 1] }],
    ],
  },
];
