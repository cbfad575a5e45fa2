// The engine driven from several real workers at once: whatever they do at one moment, ordered accesses are never told
// of, and a forgotten lock is.
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Race } from '../../src/report/model.ts';
import { project } from '../cli/project.ts';

const root = resolve(import.meta.dirname, '../..');

async function races(seed: number, workers: number, mode: string): Promise<readonly Race[]> {
  const program = join(root, 'test/fixtures/threads/stress.mjs');
  const run = await project({}).racewire([], ['node', program, `${seed}`, `${workers}`, mode], { cwd: root });
  expect(run.stdout, run.stderr).toContain('done');
  return run.report.races;
}

describe('several workers at once', () => {
  it.each([1, 2, 3])(
    'are silent when each access is guarded, private or handed over (seed %i)',
    async (seed) => {
      expect(await races(seed, 3, 'ok')).toEqual([]);
    },
  );

  it('are told of when one forgets its lock', async () => {
    expect((await races(1, 3, 'race')).length).toBeGreaterThan(0);
  });
});

it('tells a race of a method once, though its report calls methods of views', async () => {
  const program = `import { Worker, isMainThread, workerData } from 'node:worker_threads';
const memory = isMainThread ? new SharedArrayBuffer(64) : workerData;
if (isMainThread) new Worker(new URL(import.meta.url), { workerData: memory });
if (isMainThread) new Uint8Array(memory)[9] = 1;
else new Uint8Array(memory, 8).fill(0);
`;
  const { report } = await project({ 'main.mjs': program }).racewire([], ['node', 'main.mjs']);
  expect(report.races).toHaveLength(1);
});
