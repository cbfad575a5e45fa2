// The page: dist/page.html (src/page, built by scripts/build.mjs) with the report and the source around its races in it.
// Text of the program reaches it as JSON alone, in which no `<` stands: nothing in it can end the block it lies in.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../report/model.ts';
import type { FormatOptions } from './options.ts';

/** Lines kept before and after each place. */
const AROUND = 12;
const LONGEST_LINE = 1000;

interface Excerpt {
  readonly first: number;
  readonly lines: readonly string[];
}

export function formatHtml(report: Report, options: FormatOptions): string {
  const shown = report.races.filter((race) => race.severity !== 'benign' || options.show.includes('benign'));
  const races = { ...report, races: shown };
  const data = { report: races, sources: sourcesOf(races, options) };
  const title = `racewire: ${report.command.join(' ')}`;
  const parts: Readonly<Record<string, string>> = { title: escapeText(title), data: escapeData(data) };
  return template().replace(/\{\{(title|data)\}\}/g, (_, name: string) => parts[name]!);
}

// `<` and `>` cannot end the block, nor begin a comment; the line separators of JSON are none of HTML's.
function escapeData(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

function escapeText(text: string): string {
  return text
    .replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u0000-\u001f]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

let page: string | undefined;

// In dist, beside or above the chunk this was bundled into; the tests run the sources.
function template(): string {
  if (page !== undefined) return page;
  let directory = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const file of [join(directory, 'page.html'), join(directory, 'dist', 'page.html')]) {
      if (existsSync(file)) return (page = readFileSync(file, 'utf8'));
    }
    const parent = dirname(directory);
    if (parent === directory)
      throw new Error('page.html is missing: this installation of racewire is broken');
    directory = parent;
  }
}

function sourcesOf(report: Report, { lines }: FormatOptions): Record<string, Excerpt[]> {
  const wanted = new Map<string, Set<number>>();
  for (const race of report.races) {
    for (const { file, line } of race.accesses) {
      if (file === '' || line < 1) continue;
      const known = wanted.get(file) ?? new Set();
      wanted.set(file, known.add(line));
    }
  }
  const sources: Record<string, Excerpt[]> = {};
  for (const [file, places] of wanted) {
    const text = lines?.(file);
    if (text !== undefined)
      sources[file] = excerptsOf(
        text,
        [...places].sort((a, b) => a - b),
      );
  }
  return sources;
}

function excerptsOf(text: readonly string[], places: readonly number[]): Excerpt[] {
  const ranges: [from: number, to: number][] = [];
  for (const line of places) {
    if (line > text.length) continue;
    const [from, to] = [Math.max(1, line - AROUND), Math.min(text.length, line + AROUND)];
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges.map(([from, to]) => ({
    first: from,
    lines: text.slice(from - 1, to).map((line) => line.slice(0, LONGEST_LINE)),
  }));
}
