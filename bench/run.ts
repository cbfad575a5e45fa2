// `npm run bench`: every budget measured side by side in one table.
//
//   npm run bench -- [--only row,…] [--quick] [--rounds 7] [--measure cpu|wall] [--node PATH]
//                    [--packages DIR] [--tasks N] [--json[=FILE]] [--markdown] [--compare saved.json] [--list]
//
// after npm run build. Rounds of native and instrumented alternate; figures are medians of the rounds' ratios. Exits with 1 where
// a row is over its budget or fails.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { BIN } from './processes.ts';
import { Skipped, type Context, type Line, type Row } from './row.ts';
import { ROWS } from './rows/index.ts';
import { formatComparison, formatTable } from './table.ts';

/** What `--json` writes and `--compare` reads. */
interface Saved {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly load: readonly [before: number, after: number];
  readonly measure: string;
  readonly rounds: number;
  readonly lines: readonly Line[];
  readonly skipped: readonly { readonly row: string; readonly why: string }[];
  readonly failed: readonly { readonly row: string; readonly why: string }[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    measure: { type: 'string', default: 'cpu' },
    node: { type: 'string', default: process.execPath },
    packages: { type: 'string' },
    tasks: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    compare: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

function fail(text: string): never {
  process.stderr.write(`bench: ${text}\n`);
  process.exit(2);
}

function chosen(): readonly Row[] {
  const names = (values.only ?? []).flatMap((list) => list.split(','));
  const known = ROWS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    fail(`Expected \`--only\` to name rows of ${known.join(', ')}, got \`${unknown}\``);
  return names.length === 0 ? ROWS : ROWS.filter(({ name }) => names.includes(name));
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    fail(`Expected \`--${name}\` to be an integer from 1 and up, got \`${text}\``);
  return value;
}

function makeContext(): Context {
  const { measure, quick, node, packages } = values;
  if (measure !== 'cpu' && measure !== 'wall')
    fail(`Expected \`--measure\` to be \`cpu\` or \`wall\`, got \`${measure}\``);
  if (!existsSync(BIN)) fail('Expected dist/bin.js; run `npm run build` first');
  const tty = process.stderr.isTTY;
  return {
    rounds: positive('rounds', values.rounds ?? (quick ? '3' : '7')),
    quick,
    measure,
    node,
    packages,
    tasks: positive('tasks', values.tasks ?? (quick ? '10000' : '1000000')),
    progress: (text) => process.stderr.write(tty ? `\r\u001b[K${text}` : `${text}\n`),
  };
}

async function main(): Promise<void> {
  if (values.list) {
    process.stdout.write(`${ROWS.map(({ name, about }) => `${name.padEnd(12)}${about}`).join('\n')}\n`);
    return;
  }
  const rows = chosen();
  const context = makeContext();
  const saved: {
    lines: Line[];
    skipped: { row: string; why: string }[];
    failed: { row: string; why: string }[];
  } = {
    lines: [],
    skipped: [],
    failed: [],
  };
  const loadBefore = loadavg()[0]!;
  for (const row of rows) {
    const began = performance.now();
    try {
      saved.lines.push(...(await row.run(context)));
    } catch (error) {
      const why = (error as Error).message;
      if (error instanceof Skipped) saved.skipped.push({ row: row.name, why });
      else saved.failed.push({ row: row.name, why });
    }
    context.progress(`${row.name}: took ${((performance.now() - began) / 1000).toFixed(0)} s`);
    // After each row: a long run that is ended keeps what it has.
    save(tableOf(context, loadBefore, saved));
  }
  if (process.stderr.isTTY) context.progress('');
  const all = tableOf(context, loadBefore, saved);
  print(all);
  if (saved.failed.length > 0 || saved.lines.some(({ verdict }) => verdict === 'over')) process.exitCode = 1;
}

function tableOf(
  { node, measure, rounds }: Context,
  loadBefore: number,
  rows: Pick<Saved, 'lines' | 'skipped' | 'failed'>,
): Saved {
  const [model] = cpus();
  return {
    date: new Date().toISOString(),
    node: spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim(),
    machine: `${cpus().length} × ${model?.model ?? 'unknown processor'}, ${process.platform}`,
    load: [loadBefore, loadavg()[0]!],
    measure,
    rounds,
    ...rows,
  };
}

function save(all: Saved): void {
  if (values.json !== undefined && values.json !== '' && values.json !== '-')
    writeFileSync(values.json, `${JSON.stringify(all, null, 1)}\n`);
}

function print(all: Saved): void {
  const { lines, skipped, failed, node, measure, rounds, machine, load } = all;
  const out: string[] = [];
  if (values.json === '-' || values.json === '') out.push(JSON.stringify(all, null, 1));
  else {
    out.push(
      `racewire's benchmarks, Node ${node}, ${measure} time, ${rounds} rounds; ${machine}, load ${load.map((one) => one.toFixed(1)).join(' to ')}`,
      '',
    );
    if (lines.length > 0) out.push(formatTable(lines, node, values.markdown));
    for (const { row, why } of skipped) out.push(`${row}: left out, ${why}`);
    for (const { row, why } of failed) out.push(`${row}: FAILED, ${why}`);
    if (values.compare !== undefined) {
      const before = JSON.parse(readFileSync(values.compare, 'utf8')) as Saved;
      out.push(
        '',
        `against ${values.compare}, Node ${before.node}, ${before.date}`,
        '',
        formatComparison(before.lines, lines),
      );
    }
  }
  process.stdout.write(`${out.join('\n')}\n`);
}

await main();
