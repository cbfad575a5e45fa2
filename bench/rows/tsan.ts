// Beside ThreadSanitizer: the same kernels in C (bench/tsan), compiled with and without -fsanitize=thread, in the same run as
// those in JavaScript: slowdown against slowdown. Two workers each.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { estimate, geometricMean, median, ratios } from '../../src/bench/statistics.ts';
import { ROOT, runWhole, scratch } from '../processes.ts';
import { line, Skipped, type Line, type Row } from '../row.ts';
import { kernelNames, runKernel } from './kernels.ts';
import { ratioLine } from './programs.ts';

const WORKERS = 2;
/** Rounds of a kernel in one process; the first warms up. */
const ROUNDS = 6;

interface Result {
  readonly cpu: readonly number[];
  readonly wall: readonly number[];
  readonly check: number;
}

/** Compiles the kernels both ways. Throws Skipped where no compiler or no libtsan is to be had. */
function compile(): { plain: string; sanitized: string } {
  const source = join(ROOT, 'bench', 'tsan', 'kernels.c');
  const compiler = process.env['CC'] ?? 'cc';
  const one = (name: string, flags: readonly string[]): string => {
    const file = join(scratch, name);
    const words = ['-O2', '-pthread', ...flags, source, '-o', file];
    const { status, stderr, error } = spawnSync(compiler, words, { encoding: 'utf8' });
    if (status !== 0) {
      throw new Skipped(
        `\`${compiler} ${flags.join(' ')}\` does not compile here: ${error?.message ?? stderr.trim().split('\n')[0]}`,
      );
    }
    return file;
  };
  return { plain: one('kernels', []), sanitized: one('kernels-tsan', ['-fsanitize=thread']) };
}

export const tsan: Row = {
  name: 'tsan',
  about: "racewire's slowdown beside ThreadSanitizer's, on the same kernels in C",
  run({ node, rounds, measure, progress }) {
    const { plain, sanitized } = compile();
    const once = (program: string, kernel: string): Result => {
      const { stdout, stderr, code } = runWhole([program, kernel, String(WORKERS), String(ROUNDS)], ROOT);
      if (code !== 0) throw new Error(`${kernel} in C ended with ${code}: ${stderr.slice(0, 300)}`);
      return JSON.parse(stdout) as Result;
    };
    const lines: Line[] = [];
    const slowdowns = { c: [] as number[][], js: [] as number[][] };
    for (const kernel of kernelNames()) {
      progress(`tsan: ${kernel}`);
      const c = { native: [] as number[], instrumented: [] as number[] };
      const js = { native: [] as number[], instrumented: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        const a = once(plain, kernel);
        const b = once(sanitized, kernel);
        if (a.check !== b.check) throw new Error(`${kernel}: ${b.check} with TSan, ${a.check} without`);
        c.native.push(median(a[measure].slice(1)));
        c.instrumented.push(median(b[measure].slice(1)));
        const one = runKernel({ node, rounds: 1, measure }, kernel, WORKERS);
        js.native.push(...one.native);
        js.instrumented.push(...one.instrumented);
      }
      slowdowns.c.push(ratios(c.native, c.instrumented));
      slowdowns.js.push(ratios(js.native, js.instrumented));
      lines.push(ratioLine('tsan', `${kernel}, C, TSan`, c), ratioLine('tsan', `${kernel}, racewire`, js));
    }
    const means = (of: readonly (readonly number[])[]): number[] =>
      Array.from({ length: rounds }, (_, round) => geometricMean(of.map((list) => list[round]!)));
    const c = means(slowdowns.c);
    const js = means(slowdowns.js);
    const mean = (workload: string, values: readonly number[]): Line =>
      line('tsan', workload, { unit: '', of: '×' }, estimate(values));
    lines.push(
      mean('geometric mean, C, TSan', c),
      mean('geometric mean, racewire', js),
      mean("racewire's slowdown / TSan's", ratios(c, js)),
    );
    return Promise.resolve(lines);
  },
};
