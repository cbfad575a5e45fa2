// What a row of the table is: a file of rows/ exports one, and says of each workload what was measured.
import { judge, type Budget, type Estimate, type Verdict } from '../src/bench/statistics.ts';

/** How the rows are to be run. */
export interface Context {
  /** Rounds of native and instrumented in turn. */
  readonly rounds: number;
  /** Fewer and smaller workloads: whether the rows work, not how fast. */
  readonly quick: boolean;
  /** Processor time is steadier than wall time on a machine that does other work. */
  readonly measure: 'cpu' | 'wall';
  /** The Node.js of all workloads. */
  readonly node: string;
  /** Directory with checkouts of packages, for their own test suites. */
  readonly packages: string | undefined;
  /** Up to how many tasks rows grow. */
  readonly tasks: number;
  /** Says what is being done, on a line that goes away. */
  progress(text: string): void;
}

/** One line of the table. */
export interface Line {
  readonly row: string;
  readonly workload: string;
  /** Medians, in `unit`; native is absent where there is nothing to compare with. */
  readonly native?: number;
  readonly instrumented?: number;
  readonly unit: string;
  /** The figure that is judged, its unit in the table, and how far it can be trusted. */
  readonly figure: number;
  readonly of: string;
  readonly spread: number;
  readonly budget?: number;
  readonly aim?: number;
  readonly verdict?: Verdict;
  /** Anything a reader must know: races that were reported, what was left out. */
  readonly note?: string;
  /** Points of a curve: what grows, what it took natively and instrumented. */
  readonly curve?: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly n: number;
  readonly native?: number;
  readonly instrumented: number;
}

export interface Row {
  readonly name: string;
  /** What it measures, in a few words. */
  readonly about: string;
  run(context: Context): Promise<readonly Line[]>;
}

/** A row that cannot be run here, and why. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** A line about `figure`, judged where there is a budget. */
export function line(
  row: string,
  workload: string,
  measured: Pick<Line, 'native' | 'instrumented' | 'unit' | 'of' | 'note' | 'curve'>,
  figure: Pick<Estimate, 'median' | 'spread'>,
  budget?: Budget,
): Line {
  return {
    row,
    workload,
    ...measured,
    figure: figure.median,
    spread: figure.spread,
    ...(budget === undefined
      ? {}
      : {
          budget: budget.budget,
          ...(budget.aim === undefined ? {} : { aim: budget.aim }),
          verdict: judge(figure.median, figure.spread, budget),
        }),
  };
}
