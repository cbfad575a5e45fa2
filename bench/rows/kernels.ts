// Budget row "parallel typed-array kernels over shared memory": each kernel of bench/threads on 1, 2 and 4 workers, a
// process a turn (bench/threads/harness.mjs), natively and under racewire. `ring` with two workers, a single-producer
// single-consumer ring buffer between threads, is a row of its own, too.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../src/bench/statistics.ts';
import { racesIn, ROOT, runWhole, wrapped } from '../processes.ts';
import { Skipped, type Context, type Line, type Row } from '../row.ts';
import { meanLine, ratioLine } from './programs.ts';

const BUDGET = { budget: 6, aim: 3 };
const THREADS = join(ROOT, 'bench', 'threads');
/** Rounds of a kernel in one process; the first warms up. */
const ROUNDS = 6;

interface Result {
  readonly cpu: readonly number[];
  readonly wall: readonly number[];
  readonly check: unknown;
}

/** Kernel names, as they lie in bench/threads/kernels. */
export function kernelNames(): string[] {
  return readdirSync(join(THREADS, 'kernels')).map((name) => name.replace(/\.mjs$/, ''));
}

/** Runs a kernel natively and instrumented in turn, a process each. */
export function runKernel(
  { node, rounds, measure }: Pick<Context, 'node' | 'rounds' | 'measure'>,
  kernel: string,
  workers: number,
): { native: number[]; instrumented: number[]; races: number } {
  const program = [node, join(THREADS, 'harness.mjs'), kernel, String(workers), String(ROUNDS)];
  const once = (command: readonly string[]): Result => {
    const { stdout, stderr, code } = runWhole(command, THREADS);
    const text = stdout.split('\n').find((one) => one.startsWith('{"kernel"'));
    if (text === undefined) throw new Error(`${kernel} ended with ${code}: ${stderr.slice(-500)}`);
    return JSON.parse(text) as Result;
  };
  const native: number[] = [];
  const instrumented: number[] = [];
  let races = 0;
  for (let round = 0; round < rounds; round++) {
    const a = once(program);
    const under = wrapped(node, program);
    const b = once(under.command);
    if (a.check !== b.check) {
      throw new Error(`${kernel}: ${String(b.check)} under racewire, ${String(a.check)} natively`);
    }
    native.push(median(a[measure].slice(1)));
    instrumented.push(median(b[measure].slice(1)));
    races = Math.max(races, racesIn(under.report));
  }
  return { native, instrumented, races };
}

export const kernels: Row = {
  name: 'kernels',
  about: 'typed-array kernels over shared memory in parallel threads',
  async run(context) {
    const lines: Line[] = [];
    const all = [];
    for (const kernel of kernelNames()) {
      for (const workers of context.quick ? [2] : [1, 2, 4]) {
        context.progress(`kernels: ${kernel}, ${workers} workers`);
        const times = runKernel(context, kernel, workers);
        all.push(times);
        lines.push(ratioLine('kernels', `${kernel}, ${workers}`, times));
      }
    }
    return [...lines, meanLine('kernels', all, BUDGET)];
  },
};

export const ring: Row = {
  name: 'ring',
  about: 'a single-producer single-consumer ring buffer between two threads',
  async run(context) {
    if (!kernelNames().includes('ring')) throw new Skipped('there is no such kernel');
    return [ratioLine('ring', 'blocks of 16 numbers', runKernel(context, 'ring', 2), BUDGET)];
  },
};
