// The sample projects under examples/, each through its runner's adapter and through the wrapper: the test that is named,
// the lines in the source as it is written, the exit code.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, races } from '../cli/project.ts';
import { attributions, RUNNERS, type RunnerName } from './runners.ts';
import { runTests } from './run-tests.ts';

const examples = resolve(import.meta.dirname, '../../examples');

function filesOf(name: string): Record<string, string> {
  const folder = join(examples, name);
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name: file }) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

/** `cache.ts:10`: the place of a text in an example's cache. */
function placeOf(name: string, file: string, text: string): string {
  const lines = filesOf(name)[file]!.split('\n');
  return `${file}:${lines.findIndex((line) => line.includes(text)) + 1}`;
}

function expected(name: string, file: string): string {
  const write = placeOf(name, file, 'entries.set(');
  return `lost-update ${placeOf(name, file, 'entries.has(')} ${write} ${write}`;
}

describe.each(Object.keys(RUNNERS) as RunnerName[])('examples/%s', (name) => {
  const file = name === 'vitest' ? 'cache.ts' : 'cache.js';

  it('fails the test that has the race', async () => {
    const outcome = await runTests(name, filesOf(name));
    const test = 'cache > serves two callers at once';
    expect(attributions(outcome.report.races)).toEqual([`"x": ${test} (${test})`]);
    expect(races(outcome)).toEqual([expected(name, file)]);
    expect(outcome.code).toBe(1);
  });

  it('passes its tests and ends in 66 under the wrapper', async () => {
    const outcome = await runTests(name, filesOf(name), true);
    expect(races(outcome)).toEqual([expected(name, file)]);
    expect(outcome.code).toBe(66);
  });
});

describe('examples/tsx', () => {
  it('is reported on the lines of its TypeScript', async () => {
    const { racewire } = project(filesOf('tsx'), ['tsx']);
    const outcome = await racewire([], ['node', 'node_modules/tsx/dist/cli.mjs', 'main.ts']);
    expect(races(outcome)).toEqual([expected('tsx', 'cache.ts')]);
    expect(outcome.code).toBe(66);
  });
});
