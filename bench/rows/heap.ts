// Budget row "heap after 10 million finished tasks: flat": bench/tasks-heap.ts, bundled, run with as many tasks as `--tasks` says, after
// some that are not measured.
import { build } from 'esbuild';
import { join } from 'node:path';
import { growthOf } from '../heap-growth.ts';
import { ROOT, runWhole, scratch } from '../processes.ts';
import { line, type Row } from '../row.ts';

/** Growth that still counts as flat, MB; as in bench/tasks-heap.ts. */
const FLAT = 4;

interface Answer {
  readonly rows: readonly {
    readonly loop: string;
    readonly tasks: number;
    readonly heap: number;
    readonly seconds: number;
  }[];
}

export const heap: Row = {
  name: 'heap',
  about: 'heap while tasks come and go: flat',
  async run({ node, tasks, progress }) {
    const file = join(scratch, 'tasks-heap.cjs');
    await build({
      entryPoints: [join(ROOT, 'bench', 'tasks-heap.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: file,
      logLevel: 'error',
    });
    progress(`heap: ${tasks} tasks`);
    const { stdout, stderr, code } = runWhole(
      [node, '--expose-gc', file, '--json', '--tasks', String(tasks)],
      ROOT,
    );
    if (code !== 0) throw new Error(`tasks-heap ended with ${code}: ${stderr.slice(-300)}`);
    const { rows } = JSON.parse(stdout) as Answer;
    return [...new Set(rows.map(({ loop }) => loop))].map((loop) => {
      const mine = rows.filter((row) => row.loop === loop);
      return line(
        'heap',
        `${loop}, ${tasks} tasks`,
        {
          instrumented: mine.at(-1)!.heap,
          unit: 'MB in the end',
          of: 'MB more',
          curve: mine.map((row) => ({ n: row.tasks, instrumented: row.heap })),
        },
        growthOf(mine.map((row) => row.heap)),
        { budget: FLAT },
      );
    });
  },
};
