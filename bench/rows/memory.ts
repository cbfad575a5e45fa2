// Budget row "shadow memory", and what else memory goes to. Each figure is a slope: what the process has more of when there is
// more of something, instrumented less native, so that what a process has anyway is not counted.
import { estimate } from '../../src/bench/statistics.ts';
import { ask } from '../processes.ts';
import { line, type Context, type Line, type Row } from '../row.ts';

const MIB = 2 ** 20;

type What = 'shared' | 'tasks' | 'keys' | 'stores';

/** Bytes in all after one question of each size, each in a fresh process. */
async function bytes(node: string, what: What, n: number, watched: boolean): Promise<number> {
  const program = ask(node, 'memory.mjs', watched ? [] : undefined);
  // The first question makes whatever is made once.
  await program.round({ what, n: 1024 });
  const { check } = await program.round({ what, n });
  await program.end();
  return typeof check === 'number' ? check : (check as { rss: number }).rss;
}

/** Bytes for each one more, natively and instrumented, once a round. */
async function slopes(
  { node, rounds, quick }: Context,
  what: What,
  small: number,
  large: number,
): Promise<{ native: number[]; instrumented: number[] }> {
  const native: number[] = [];
  const instrumented: number[] = [];
  for (let round = 0; round < (quick ? 2 : Math.min(5, rounds)); round++) {
    for (const [list, watched] of [
      [native, false],
      [instrumented, true],
    ] as const) {
      const a = await bytes(node, what, small, watched);
      const b = await bytes(node, what, large, watched);
      list.push((b - a) / (large - small));
    }
  }
  return { native, instrumented };
}

export const memory: Row = {
  name: 'memory',
  about: 'shadow of shared memory, heap of live tasks, of keys and of stores',
  async run(context) {
    const lines: Line[] = [];
    const one = async (what: What, workload: string, small: number, large: number): Promise<void> => {
      context.progress(`memory: ${workload}`);
      const { native, instrumented } = await slopes(context, what, small, large);
      const shadow = what === 'shared';
      lines.push(
        line(
          'memory',
          workload,
          {
            native: estimate(native).median,
            instrumented: estimate(instrumented).median,
            unit: 'bytes',
            of: 'bytes',
          },
          estimate(instrumented.map((value, round) => value - native[round]!)),
          shadow ? { budget: 5, aim: 3 } : undefined,
        ),
      );
    };
    await one('shared', 'a byte of shared memory touched', 4 * MIB, 36 * MIB);
    await one('tasks', 'a live task', 2000, 22_000);
    await one('keys', 'a key of a Map', 2000, 52_000);
    await one('stores', 'a Map of two keys', 2000, 22_000);
    return lines;
  },
};
