// Growth with work: time against threads, tasks, keys, stores, sites and size of source. The figure is the exponent e of time ≈ c·nᵉ over
// the larger half of the points, where what is paid once no longer counts: 1 is linear. The points are kept for the plots.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transform } from '../../instrument/index.ts';
import { estimate, growthExponent, median } from '../../src/bench/statistics.ts';
import { ask } from '../processes.ts';
import { line, type Context, type CurvePoint, type Line, type Row } from '../row.ts';
import { runKernel } from './kernels.ts';

/** A little more than linear still passes: caches of the processor end. */
const BUDGET = { budget: 1.2, aim: 1.05 };

interface Sample {
  readonly n: number;
  readonly native?: number;
  readonly instrumented: number;
}

// One curve of each round gives one exponent; theirs is the spread.
function curveLine(
  workload: string,
  rounds: readonly (readonly Sample[])[],
  unit: string,
  note: string,
): Line {
  const exponents = rounds.map((round) =>
    growthExponent(
      round
        .slice(round.length >> 1 > 1 ? -Math.ceil(round.length / 2) - 1 : 0)
        .map(({ n, instrumented }) => [n, instrumented] as const),
    ),
  );
  const points = rounds[0]!.map(({ n }, index): CurvePoint => {
    const at = rounds.map((round) => round[index]!);
    const native = at.flatMap((sample) => (sample.native === undefined ? [] : [sample.native]));
    return {
      n,
      instrumented: median(at.map(({ instrumented }) => instrumented)),
      ...(native.length === 0 ? {} : { native: median(native) }),
    };
  });
  const last = points.at(-1)!;
  return line(
    'growth',
    workload,
    {
      ...(last.native === undefined ? {} : { native: last.native }),
      instrumented: last.instrumented,
      unit,
      of: 'exponent',
      note,
      curve: points,
    },
    estimate(exponents),
    BUDGET,
  );
}

async function programCurve(
  context: Context,
  what: string,
  name: string,
  sizes: readonly number[],
  rounds: number,
): Promise<Line[]> {
  const time: Sample[][] = [];
  const memory: Sample[][] = [];
  for (let round = 0; round < rounds; round++) {
    context.progress(`growth: ${what}, round ${round}`);
    const times: Sample[] = [];
    const sets: Sample[] = [];
    for (const n of sizes) {
      // Processes of their own: what an earlier size left behind is no part of the next.
      const plain = ask(context.node, 'growth.mjs');
      const watched = ask(context.node, 'growth.mjs', []);
      await plain.round({ what, n: sizes[0]! });
      await watched.round({ what, n: sizes[0]! });
      const a = await plain.round({ what, n });
      const b = await watched.round({ what, n });
      if (a.check !== b.check)
        throw new Error(`growth of ${what}: ${String(b.check)}, natively ${String(a.check)}`);
      await plain.end();
      await watched.end();
      times.push({ n, native: a[context.measure], instrumented: b[context.measure] });
      sets.push({ n, native: a.rss / 2 ** 20, instrumented: b.rss / 2 ** 20 });
    }
    time.push(times);
    memory.push(sets);
  }
  const to = `to ${sizes.at(-1)!.toLocaleString('en-US')}`;
  return [curveLine(`time, ${name}`, time, 'ms', to), curveLine(`memory, ${name}`, memory, 'MiB', to)];
}

function threadsCurve(context: Context, rounds: number): Line {
  const all: Sample[][] = [];
  for (let round = 0; round < rounds; round++) {
    all.push(
      [1, 2, 4, 8, 16].map((n) => {
        context.progress(`growth: ${n} threads`);
        // Work of the kernel is the same however many share it: n pairs of one ring are not.
        const { native, instrumented } = runKernel({ ...context, rounds: 1, measure: 'cpu' }, 'histogram', n);
        return { n, native: native[0]!, instrumented: instrumented[0]! };
      }),
    );
  }
  return curveLine(
    'time, threads',
    all,
    'ms',
    'the same work shared by up to 16; 0 is no cost of more threads',
  );
}

function sourceCurve(context: Context, rounds: number): Line {
  const require = createRequire(import.meta.url);
  const source = readFileSync(require.resolve('acorn'), 'utf8');
  const all: Sample[][] = [];
  for (let round = -1; round < rounds; round++) {
    context.progress('growth: source');
    const samples = [1, 2, 4, 8, 16].map((times) => {
      const text = Array.from(
        { length: times },
        (_, i) => `(function part${i}(exports, module) {${source}\n})({}, {});`,
      ).join('\n');
      const before = process.cpuUsage();
      transform(text, { file: 'acorn.js', goal: 'commonjs', key: '0' });
      const { user, system } = process.cpuUsage(before);
      return { n: text.length / 1e6, instrumented: (user + system) / 1000 };
    });
    if (round >= 0) all.push(samples);
  }
  return curveLine('time, MB of source', all, 'ms', 'to 4 MB');
}

export const growth: Row = {
  name: 'growth',
  about: 'time and memory against threads, tasks, keys, stores, sites, size of source',
  async run(context) {
    const rounds = context.quick ? 1 : 3;
    const sizes = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
    const up = (most: number): number[] => sizes.filter((n) => n <= most);
    const most = context.tasks;
    return [
      ...(await programCurve(context, 'tasks', 'tasks', up(most), rounds)),
      ...(await programCurve(context, 'live', 'live tasks', up(Math.min(most, 30_000)), rounds)),
      ...(await programCurve(context, 'keys', 'keys', up(Math.min(most, 300_000)), rounds)),
      ...(await programCurve(context, 'stores', 'stores', up(Math.min(most, 100_000)), rounds)),
      ...(await programCurve(context, 'sites', 'sites', up(Math.min(most, 100_000)), rounds)),
      threadsCurve(context, rounds),
      sourceCurve(context, rounds),
    ];
  },
};
