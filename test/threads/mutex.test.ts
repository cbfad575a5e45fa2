// Atomics.Mutex and Atomics.Condition, which a flag of V8 brings.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Race } from '../../src/report/model.ts';
import { project } from '../cli/project.ts';

const root = resolve(import.meta.dirname, '../..');

const FLAG = '--harmony-struct';
const asked = spawnSync(process.execPath, [FLAG, '-p', 'typeof Atomics.Mutex'], {
  encoding: 'utf8',
  timeout: 20_000,
});
const hasMutex = asked.stdout.trim() === 'function';

async function races(mode: string): Promise<readonly Race[]> {
  const program = join(root, 'test/fixtures/threads/mutex.mjs');
  const run = await project({}).racewire(
    ['--engine', 'threads', '--timeout', '15'],
    ['node', FLAG, program, mode],
    { cwd: root },
  );
  expect(run.stdout, run.stderr).toContain('done 1');
  return run.report.races;
}

// With the flag V8 11 stops for good, now and then, where one thread collects garbage while another one starts: in
// GlobalSafepoint::EnterGlobalSafepointScope against Isolate::Init. Such a run is given up, and another one made.
describe.skipIf(!hasMutex)('Atomics.Mutex and Condition', { retry: 2 }, () => {
  it('order sections, and a notification before the wait that it ends', async () => {
    expect(await races('ok')).toEqual([]);
  });

  it('order nothing outside of sections', async () => {
    expect((await races('race')).length).toBeGreaterThan(0);
  });
});
