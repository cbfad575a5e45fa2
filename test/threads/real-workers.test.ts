// The engine driven from several real workers at once: whatever they do at one moment, ordered accesses are never told
// of, and a forgotten lock is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'racewire-threads-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function races(seed: number, workers: number, mode: string): unknown[] {
  const output = join(directory, `${seed}-${workers}-${mode}.json`);
  const program = [join(root, 'test/fixtures/threads/stress.mjs'), `${seed}`, `${workers}`, mode];
  const run = spawnSync(
    process.execPath,
    [join(root, 'dist/bin.js'), '--reporter', 'json', '--output', output, '--', process.execPath, ...program],
    { encoding: 'utf8', cwd: root },
  );
  expect(run.stdout, run.stderr).toContain('done');
  return (JSON.parse(readFileSync(output, 'utf8')) as { races: unknown[] }).races;
}

describe('several workers at once', () => {
  it.each([1, 2, 3])('are silent when each access is guarded, private or handed over (seed %i)', (seed) => {
    expect(races(seed, 3, 'ok')).toEqual([]);
  });

  it('are told of when one forgets its lock', () => {
    expect(races(1, 3, 'race').length).toBeGreaterThan(0);
  });
});
