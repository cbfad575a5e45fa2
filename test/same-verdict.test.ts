// One program has one verdict: whatever order its timers gave the turns, each run reports the same races.
// `scripts/same-verdict.mjs` does this a hundred times, with any program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runWrapped } from './corpus-runner.ts';

const RUNS = 3;

it('reports the same races in each run of a program whose waits last a random time', async () => {
  const file = join(import.meta.dirname, 'fixtures/random-timers.mjs');
  const marked = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const mark = /\/\/ race: (\S+)$/.exec(text);
      return mark === null ? [] : [`${mark[1]} ${index + 1}`];
    });
  expect(marked.length).toBe(4);
  for (let run = 0; run < RUNS; run++) {
    const { races, output } = await runWrapped(file, []);
    const found = (races ?? []).map(
      ({ kind, accesses }) => `${kind} ${accesses.find(({ role }) => role === 'second')!.line}`,
    );
    expect(found.sort(), output).toEqual([...marked].sort());
  }
});
