// Atomics.Mutex and Atomics.Condition, which a flag of V8 brings.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'racewire-mutex-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const FLAG = '--harmony-struct';
const hasMutex =
  spawnSync(process.execPath, [FLAG, '-p', 'typeof Atomics.Mutex'], { encoding: 'utf8' }).stdout.trim() ===
  'function';

function races(mode: string): { accesses: { code: string }[] }[] {
  const output = join(directory, `${mode}.json`);
  const command = [
    join(root, 'dist/bin.js'),
    '--engine',
    'threads',
    '--reporter',
    'json',
    '--output',
    output,
  ];
  const program = [FLAG, join(root, 'test/fixtures/threads/mutex.mjs'), mode];
  const run = spawnSync(process.execPath, [...command, '--', process.execPath, ...program], {
    encoding: 'utf8',
    cwd: root,
  });
  expect(run.stdout, run.stderr).toContain('done 1');
  return (JSON.parse(readFileSync(output, 'utf8')) as { races: { accesses: { code: string }[] }[] }).races;
}

describe.skipIf(!hasMutex)('Atomics.Mutex and Condition', () => {
  it('order sections, and a notification before the wait that it ends', () => {
    expect(races('ok')).toEqual([]);
  });

  it('order nothing outside of sections', () => {
    expect(races('race').length).toBeGreaterThan(0);
  });
});
