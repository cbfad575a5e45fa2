// Rows whose workloads are programs of bench/programs that are asked for rounds: one line a program, and one for them
// together, which is what the budget speaks of where there are several.
import { estimate, geometricMean, ratios, type Budget } from '../../src/bench/statistics.ts';
import { interleave, type Harness, type Interleaved } from '../processes.ts';
import { line, type Context, type Line, type Row } from '../row.ts';
import { median } from '../../src/bench/statistics.ts';

interface Programs {
  readonly name: string;
  readonly about: string;
  /** Below bench/programs, without `.mjs`. */
  readonly files: readonly string[];
  readonly budget?: Budget;
  /** Of racewire's command line. */
  readonly options?: readonly string[];
  /** @default 'rounds' */
  readonly harness?: Harness;
}

/** Native and instrumented milliseconds of one workload as a line. */
export function ratioLine(
  row: string,
  workload: string,
  times: Pick<Interleaved, 'native' | 'instrumented'> & { readonly races?: number },
  budget?: Budget,
): Line {
  const races = times.races ?? 0;
  return line(
    row,
    workload,
    {
      native: median(times.native),
      instrumented: median(times.instrumented),
      unit: 'ms',
      of: '×',
      ...(races === 0 ? {} : { note: `${races} race${races === 1 ? '' : 's'} reported` }),
    },
    estimate(ratios(times.native, times.instrumented)),
    budget,
  );
}

/** Several workloads together: the geometric mean of their ratios, taken round by round. */
export function meanLine(
  row: string,
  all: readonly Pick<Interleaved, 'native' | 'instrumented'>[],
  budget?: Budget,
): Line {
  const byWorkload = all.map(({ native, instrumented }) => ratios(native, instrumented));
  const rounds = Math.min(...byWorkload.map((list) => list.length));
  const means = Array.from({ length: rounds }, (_, round) =>
    geometricMean(byWorkload.map((list) => list[round]!)),
  );
  return line(row, 'geometric mean', { unit: '', of: '×' }, estimate(means), budget);
}

/** A row of programs. */
export function programsRow({ name, about, files, budget, harness = 'rounds', options = [] }: Programs): Row {
  return {
    name,
    about,
    async run(context: Context) {
      const lines: Line[] = [];
      const all: Interleaved[] = [];
      for (const file of files) {
        context.progress(`${name}: ${file}`);
        const times = await interleave(context, `${file}.mjs`, { harness, options });
        all.push(times);
        const workload = file.slice(file.lastIndexOf('/') + 1);
        lines.push(ratioLine(name, workload, times, files.length === 1 ? budget : undefined));
      }
      if (files.length > 1) lines.push(meanLine(name, all, budget));
      return lines;
    },
  };
}
