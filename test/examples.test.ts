// Every example through the built command: race.* is reported with its kind on its marked lines and ends in 66,
// fixed.* is silent and ends in 0, and the README beside them shows the lines that the report names today.
//
// Marks: `// race: <kind> <roles>` at a line where accesses of these roles lie, or alone below it; without roles, any
// access.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDetected, runWrapped } from './corpus-runner.ts';

const examples = resolve(import.meta.dirname, '../examples');

/** The marked places of one example, over all its files. */
interface MarkedPlace {
  readonly place: string;
  readonly kind: string;
  readonly roles: readonly string[];
}

function marksOf(folder: string): MarkedPlace[] {
  return readdirSync(folder)
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          const mark = /\/\/ race: (\S+)(?: (.+))?$/.exec(text);
          if (!mark) return [];
          const line = text.trimStart() === mark[0] ? index : index + 1;
          return [{ place: `${file}:${line}`, kind: mark[1] ?? '', roles: mark[2]?.split(', ') ?? [] }];
        }),
    );
}

const folders = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !existsSync(join(examples, entry.name, 'package.json')))
  .map((entry) => entry.name);

describe.concurrent('the examples', () => {
  for (const name of folders) {
    const folder = join(examples, name);
    const program = (verdict: string): string =>
      join(
        folder,
        readdirSync(folder).find((file) => new RegExp(`^${verdict}\\.(ts|mjs)$`).test(file)) ??
          `no ${verdict}`,
      );
    const marks = marksOf(folder);
    const kind = marks[0]?.kind ?? '';
    const title = `${name} has a ${kind}`;

    // An example of a kind that is not found yet fails on the day it is, so that the page and its README are mended.
    const itWhenFound = isDetected(kind) ? it : it.fails;

    itWhenFound(`${title} on the lines that are marked`, async () => {
      const { code, races, output } = await runWrapped(program('race'), []);
      const found = (races ?? []).map((race) => ({
        kind: race.kind,
        accesses: race.accesses.map((access) => ({
          role: access.role,
          place: `${basename(access.file)}:${access.line}`,
        })),
      }));
      const right = found.filter(
        (race) =>
          race.kind === kind &&
          race.accesses.length >= 2 &&
          race.accesses.every(({ role, place }) =>
            marks.some(
              (mark) => mark.place === place && (mark.roles.length === 0 || mark.roles.includes(role)),
            ),
          ),
      );
      expect(right.length, `found ${JSON.stringify(found)}\n${output}`).toBeGreaterThan(0);
      expect(code).toBe(66);
    });

    it(`${name} is silent when it is fixed`, async () => {
      const { code, races, output } = await runWrapped(program('fixed'), []);
      expect(races, output).toEqual([]);
      expect(code, output).toBe(0);
    });

    itWhenFound(`${name} shows its report in the README`, () => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      expect(readme).toContain(kind);
      // The rows of the report: `2    16:5 cache.set(…)`, with the file where there are several.
      const rows = [...readme.matchAll(/^ {2}\d+ +(?:([\w-]+\.\w+):)?(\d+)(?::\d+)? /gm)];
      expect(rows.length).toBeGreaterThanOrEqual(2);
      const lines = marks.map((mark) => mark.place.split(':')[1]);
      for (const row of rows) expect(lines).toContain(row[2]);
    });
  }
});
