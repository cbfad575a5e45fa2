// Lines of the table as text, and two tables compared.
import type { Line } from './row.ts';

const DIGITS = 3;

/** Three digits that count: `0.123`, `1.23`, `123`; thousands with their comma. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  if (size === 0) return '0';
  return value.toFixed(Math.min(DIGITS, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(size)))));
}

const HEAD = [
  'row',
  'workload',
  'native',
  'instrumented',
  '',
  'figure',
  'spread',
  'budget',
  'aim',
  'verdict',
  'Node',
];
/** Columns whose cells stand at their left. */
const LEFT = new Set([0, 1, 4, 9, 10]);

function cells(one: Line, node: string): string[] {
  const with_ = (value: number | undefined): string =>
    value === undefined ? '' : `${number(value)}${one.of === '×' ? '×' : ''}`;
  return [
    one.row,
    one.workload,
    one.native === undefined ? '' : number(one.native),
    one.instrumented === undefined ? '' : number(one.instrumented),
    one.unit,
    `${number(one.figure)}${one.of.startsWith('×') ? '' : ' '}${one.of}`,
    one.spread === 0 ? '' : `±${number(one.spread)}`,
    with_(one.budget),
    with_(one.aim),
    one.verdict ?? '',
    node,
  ];
}

/** The table; `markdown` for documents. */
export function formatTable(lines: readonly Line[], node: string, markdown = false): string {
  const rows = [HEAD, ...lines.map((one) => cells(one, node))];
  const notes = lines.map((one) => one.note ?? '');
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const out = rows.map((row, index) => {
    const padded = row.map((cell, column) =>
      LEFT.has(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    const note = index === 0 ? '' : notes[index - 1]!;
    if (!markdown) return `${padded.join('  ')}${note === '' ? '' : `  (${note})`}`.trimEnd();
    return `| ${[...padded.slice(0, -1), index === 0 ? 'note' : note].join(' | ')} |`;
  });
  if (markdown) {
    const marks = HEAD.slice(0, -1).map((_, column) => (LEFT.has(column) ? '---' : '---:'));
    out.splice(1, 0, `| ${[...marks, '---'].join(' | ')} |`);
  }
  return out.join('\n');
}

/** What a saved table and a new one have in common, and how their figures changed. */
export function formatComparison(before: readonly Line[], after: readonly Line[]): string {
  const key = (one: Line): string => `${one.row}\t${one.workload}`;
  const known = new Map(before.map((one) => [key(one), one]));
  const rows = [['row', 'workload', 'before', 'now', 'change', '']];
  for (const now of after) {
    const then = known.get(key(now));
    if (then === undefined || then.of !== now.of) continue;
    // Two figures differ where their intervals do not meet.
    const differ = Math.abs(now.figure - then.figure) > now.spread + then.spread;
    const change = (now.figure / then.figure - 1) * 100;
    rows.push([
      now.row,
      now.workload,
      number(then.figure),
      number(now.figure),
      `${change >= 0 ? '+' : ''}${change.toFixed(1)} %`,
      differ ? '' : 'within the spread',
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column >= 2 && column <= 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
