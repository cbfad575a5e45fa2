// The result of `racewire bench` as text.
import { cut, pad, WIDTH } from '../formats/layout.ts';
import { grouped } from '../formats/numbers.ts';
import type { Paint } from '../formats/paint.ts';
import type { HookCounts } from './hook-counts.ts';
import type { Estimate } from './statistics.ts';

/** Medians of one way to run the command. */
export interface Figures {
  /** ms */
  readonly wall: Estimate;
  /** ms */
  readonly cpu: Estimate;
  /** bytes */
  readonly memory: Estimate;
}

/** What `racewire bench` found; `--json` writes it as it is. */
export interface BenchResult {
  readonly version: 1;
  readonly tool: string;
  readonly node: string;
  readonly command: readonly string[];
  readonly rounds: number;
  readonly measure: 'cpu' | 'wall';
  readonly native: Figures;
  readonly instrumented: Figures;
  /** Under racewire, and no file instrumented: what is paid however little is watched. */
  readonly bare: Figures;
  /** Instrumented / native, of rounds that were run in turn. */
  readonly ratio: { readonly wall: Estimate; readonly cpu: Estimate; readonly memory: Estimate };
  readonly hooks: HookCounts;
  /** What running without a file's hooks would save, ms of `measure`. */
  readonly savings: readonly Saving[];
}

export interface Saving {
  readonly file: string;
  /** Share of the hook calls whose place is known, 0 … 1. */
  readonly share: number;
  /** The file's share of the calls, of the time that hooks took. */
  readonly estimated: number;
  /** Measured by running with `--exclude`; absent where it was not. */
  readonly measured?: Estimate;
}

const TEXT = 30;

const ms = (value: number): string =>
  Math.abs(value) >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
const mib = (value: number): string => `${(value / 2 ** 20).toFixed(0)} MiB`;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const line = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => (widths[index]! < 0 ? pad(cell, -widths[index]!) : cell.padStart(widths[index]!)))
    .join('  ')
    .trimEnd();

/** @param top - how many sites and files are listed */
export function benchText(result: BenchResult, top: number, paint: Paint): string {
  const { native, instrumented, bare, ratio, hooks, measure, savings } = result;
  const widths = [-16, 10, 16, 10, 8, 9];
  const row = (what: string, key: keyof Figures, print: (value: number) => string): string =>
    line(
      [
        what,
        print(native[key].median),
        print(bare[key].median),
        print(instrumented[key].median),
        `${ratio[key].median.toFixed(2)}×`,
        `±${ratio[key].spread.toFixed(2)}`,
      ],
      widths,
    );
  const out = [
    paint('store', cut(`racewire bench: ${result.command.join(' ')}`, WIDTH)),
    `Node ${result.node}, medians of ${result.rounds} rounds of each in turn`,
    '',
    line(['', 'native', 'no file watched', 'racewire', 'ratio', 'spread'], widths),
    row('processor time', 'cpu', ms),
    row('time', 'wall', ms),
    row('memory', 'memory', mib),
    '',
  ];
  const total = instrumented[measure].median - native[measure].median;
  const fixed = bare[measure].median - native[measure].median;
  out.push(
    `Of ${ms(total)} that are added, ${ms(fixed)} are there without any hook (start, promises, the report);`,
    `${ms(total - fixed)} come with ${grouped(hooks.calls)} calls of hooks.`,
    '',
  );
  if (hooks.calls === 0) {
    out.push('No hook was called: nothing of this command is instrumented. `racewire doctor` says why.');
    return `${out.join('\n')}\n`;
  }
  const share = (calls: number): string => percent(calls / hooks.calls);
  out.push(paint('store', 'calls by kind'));
  for (const { kind, calls } of hooks.kinds) {
    out.push(line(['', kind, grouped(calls), share(calls)], [2, -20, 14, 7]));
  }
  out.push('', paint('store', 'calls by site'));
  for (const { file, line: at, column, text, calls } of hooks.sites.slice(0, top)) {
    const place = `${file}:${at}:${column}`;
    out.push(line(['', grouped(calls), share(calls), cut(text, TEXT), place], [2, 14, 7, -TEXT, -1]));
  }
  out.push('', paint('store', 'files, and what `--exclude` would save'));
  for (const { file, share: part, estimated, measured } of savings.slice(0, top)) {
    const saved =
      measured === undefined
        ? `about ${ms(estimated)} (estimate)`
        : `${ms(measured.median)} ±${ms(measured.spread)} (measured; estimate ${ms(estimated)})`;
    out.push(line(['', percent(part), saved, file], [2, 7, -24, -1]));
  }
  if (savings.every(({ measured }) => measured === undefined)) {
    out.push(
      paint(
        'dim',
        '  an estimate takes every call for equally dear; `--try-exclude <n>` measures the first n',
      ),
    );
  }
  return `${out.join('\n')}\n`;
}
