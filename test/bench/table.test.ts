// The table of `npm run bench`, and one row through all of it: no time is asserted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { line, type Line } from '../../bench/row.ts';
import { formatComparison, formatTable, number } from '../../bench/table.ts';

const root = resolve(import.meta.dirname, '../..');
const figure = (median: number, spread: number) => ({
  median,
  low: median - spread,
  high: median + spread,
  spread,
});
const lines: readonly Line[] = [
  line('cache', 'hits', { native: 10, instrumented: 1234.5, unit: 'ms', of: '×' }, figure(1.25, 0.125), {
    budget: 2,
    aim: 1.4,
  }),
  line('speed', 'parse', { unit: '', of: 'MB/s', note: 'warm' }, figure(3.5, 0), { budget: 4, higher: true }),
];

it('writes numbers with three digits that count', () => {
  expect([0, 0.1234, 1.234, 12.34, 123.4, 1234.5, Infinity].map(number)).toEqual([
    '0',
    '0.123',
    '1.23',
    '12.3',
    '123',
    '1,235',
    '?',
  ]);
});

it('shows every workload with its budget and what came of it', () => {
  expect(formatTable(lines, 'v20.1.0').split('\n')).toEqual([
    'row    workload  native  instrumented         figure  spread  budget    aim  verdict  Node',
    'cache  hits        10.0         1,235  ms      1.25×  ±0.125   2.00×  1.40×  aim      v20.1.0',
    'speed  parse                               3.50 MB/s            4.00         over     v20.1.0  (warm)',
  ]);
});

it('is a table in Markdown, too', () => {
  const [head, rule, first] = formatTable(lines, 'v20.1.0', true).split('\n');
  expect(head!.split('|').length).toBe(rule!.split('|').length);
  expect(first!.split('|').length).toBe(rule!.split('|').length);
});

it('compares with a saved table, and tells a change from noise', () => {
  const after = [
    { ...lines[0]!, figure: 1.3 },
    { ...lines[1]!, figure: 7 },
    { ...lines[0]!, workload: 'misses' },
  ];
  const text = formatComparison(lines, after).split('\n');
  expect(text).toHaveLength(3);
  expect(text[1]).toMatch(/hits +1\.25 +1\.30 +\+4\.0 % +within the spread/);
  expect(text[2]).toMatch(/parse +3\.50 +7\.00 +\+100\.0 %$/);
});

function bench(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'bench/run.ts'), ...words],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 55_000,
    },
  );
}

it('runs a row natively and instrumented, and saves it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'racewire-bench-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const saved = join(directory, 'saved.json');
  const { stdout, stderr } = bench('--quick', '--rounds', '2', '--only', 'no-store', `--json=${saved}`);
  expect(stderr).not.toContain('Error');
  expect(stdout).toMatch(/^no-store +no-store +[\d.,]+ +[\d.,]+ +ms .*×/m);
  const { lines: rows } = JSON.parse(readFileSync(saved, 'utf8')) as { lines: Line[] };
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ row: 'no-store', budget: 1.15, aim: 1.05 });
  expect(rows[0]!.native).toBeGreaterThan(0);
  expect(rows[0]!.note).toBeUndefined();
});

it('refuses a row that is not there, and names those that are', () => {
  const { status, stderr } = bench('--only', 'no-such-row');
  expect(status).toBe(2);
  expect(stderr).toMatch(/rows of .*no-store.*got `no-such-row`/);
});
