// Budget row "start-up added to `node -e 0`": what the preload adds to a process, cache warm; and what the whole command adds,
// wrapper and report included. In ms, and not in ratios: it is paid once a process.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate, median, type Budget } from '../../src/bench/statistics.ts';
import { ROOT, runWhole, scratch, wrapped } from '../processes.ts';
import { line, type Line, type Row } from '../row.ts';

const TEXT =
  'const map = new Map(); async function f(key) { if (!map.has(key)) map.set(key, await key); } f(1);\n';

export const startup: Row = {
  name: 'startup',
  about: 'what racewire adds to the start of a process',
  run({ node, rounds, progress }) {
    const directory = join(scratch, 'startup');
    const spool = join(directory, 'spool');
    mkdirSync(spool, { recursive: true });
    for (const name of ['a.cjs', 'a.mjs']) writeFileSync(join(directory, name), TEXT);
    const run = JSON.stringify({ spool, cache: join(directory, 'cache'), root: directory });
    const watched = {
      NODE_OPTIONS: `--require=${JSON.stringify(join(ROOT, 'dist', 'preload.cjs'))}`,
      RACEWIRE_RUN: run,
    };
    const lines: Line[] = [];
    const measure = (
      workload: string,
      plain: readonly string[],
      other: () => readonly string[],
      env: NodeJS.ProcessEnv,
      budget?: Budget,
    ): void => {
      progress(`startup: ${workload}`);
      const native: number[] = [];
      const instrumented: number[] = [];
      for (let round = -1; round < 3 * rounds; round++) {
        const a = runWhole(plain, directory);
        const b = runWhole(other(), directory, env);
        if (a.code !== 0 || b.code !== 0) throw new Error(`${workload} ended with ${a.code} and ${b.code}`);
        // The first round fills the cache. Ticks of processor time are too coarse for this: wall time it is.
        if (round < 0) continue;
        native.push(a.wall);
        instrumented.push(b.wall);
      }
      const added = estimate(instrumented.map((value, round) => value - native[round]!));
      lines.push(
        line(
          'startup',
          workload,
          { native: median(native), instrumented: median(instrumented), unit: 'ms, wall', of: 'ms' },
          added,
          budget,
        ),
      );
    };
    const program = (words: readonly string[]): readonly string[] => [node, ...words];
    for (const words of [['-e', '0'], ['a.cjs'], ['a.mjs']]) {
      const budget = words[0] === '-e' ? { budget: 120, aim: 60 } : undefined;
      measure(`node ${words.join(' ')}`, program(words), () => program(words), watched, budget);
    }
    const whole = program(['a.mjs']);
    measure('racewire -- node a.mjs', whole, () => wrapped(node, whole).command, {});
    return Promise.resolve(lines);
  },
};
