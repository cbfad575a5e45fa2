// The growth curves of a saved table as SVG files, and a page that shows them.
//
//   npm run bench -- --only growth --json=growth.json && npx tsx bench/plots.ts growth.json docs/growth
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plot } from './plot.ts';
import type { Line } from './row.ts';
import { number } from './table.ts';

interface Saved {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly load: readonly [number, number];
  readonly measure: string;
  readonly lines: readonly Line[];
}

/** What the curves' workloads are about, by the word behind `time, ` or `memory, `. */
const WHAT: Readonly<Record<string, string>> = {
  tasks: 'short tasks, 50 at a time under way, each reads and writes a key across an `await`',
  'live tasks': 'tasks that are all under way at once, each with a key of its own',
  keys: 'keys of one Map, each read and written twice',
  stores: 'Maps of one key',
  sites: 'sites, four in a function, each of which runs once; their text is instrumented as the program runs',
  threads:
    'threads that share the same work (a histogram of one MiB): a flat line is no cost of more threads',
  'MB of source': 'MB of source to be instrumented',
};

const [, , from, into] = process.argv;
if (from === undefined || into === undefined) {
  process.stderr.write('Expected a saved table and a directory: plots.ts growth.json docs/growth\n');
  process.exit(2);
}
const saved = JSON.parse(readFileSync(from, 'utf8')) as Saved;
const curves = saved.lines.filter((one) => one.row === 'growth' && (one.curve?.length ?? 0) > 1);
mkdirSync(into, { recursive: true });
const page = [
  '# Growth with work',
  '',
  'Time and memory against threads, tasks, keys, stores and size of source; both axes by logarithms, the dashed line is linear growth',
  'through the last point. *e* is the exponent of c·nᵉ over the larger half of the points: 1 is linear, below 1 something that',
  'is paid once still counts.',
  '',
  '```sh',
  'npm run bench -- --only growth --json=growth.json && npx tsx bench/plots.ts growth.json docs/growth',
  '```',
  '',
  `Node ${saved.node}, ${saved.measure} time, ${saved.machine}, load ${saved.load.map((one) => one.toFixed(1)).join(' to ')}, ${saved.date.slice(0, 10)}.`,
];
for (const [topic, words] of Object.entries(WHAT)) {
  const mine = curves.filter(({ workload }) => workload.endsWith(`, ${topic}`));
  if (mine.length === 0) continue;
  page.push('', `## ${topic[0]!.toUpperCase()}${topic.slice(1)}`, '', `n is the number of ${words}.`, '');
  for (const [index, one] of mine.entries()) {
    if (index > 0) page.push('');
    const file = `${one.workload.replace(/\W+/g, '-').toLowerCase()}.svg`;
    writeFileSync(join(into, file), plot(one.workload, topic, one.unit, one.curve!));
    page.push(`![${one.workload}](${file})`, '');
    const spread = Number.isFinite(one.spread) ? ` ±${number(one.spread)}` : ', of one round';
    page.push(`e = ${number(one.figure)}${spread}`);
  }
}
writeFileSync(join(into, 'README.md'), `${page.join('\n').trimEnd()}\n`);
