// Workers with an environment and arguments of their own: each is watched, and sees what it would see without racewire.
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE_CJS, NODES, project, races } from '../cli/project.ts';

const MAIN = `const { Worker } = require('node:worker_threads');
const { once } = require('node:events');
const frozen = Object.freeze({ TOLD: 'frozen' });
(async () => {
  for (const options of [
    { env: {} },
    { env: { ...process.env, TOLD: 'copied' } },
    { env: frozen },
    { env: { NODE_OPTIONS: '--no-deprecation' } },
    { env: process.env },
    { execArgv: ['--no-deprecation'], env: {} },
  ]) {
    const worker = new Worker('./worker.cjs', options);
    worker.on('message', (told) => console.log(JSON.stringify(told)));
    await once(worker, 'exit');
  }
})();`;

const WORKER = `const { parentPort } = require('node:worker_threads');
const { env, execArgv, noDeprecation } = process;
parentPort.postMessage([typeof gc, execArgv, noDeprecation === true, env.TOLD ?? null, (env.NODE_OPTIONS || '').replace(/--require=\\S*preload\\.cjs\\s*/, '')]);
`;

describe.each(NODES)('workers on %s', (node) => {
  it('are watched where the process has options that only it can have', async () => {
    const { racewire, plain } = project({
      'main.cjs': MAIN,
      'worker.cjs': WORKER + LOST_UPDATE_CJS,
    });
    const command = ['node', '--expose-gc', 'main.cjs'];
    const run = await racewire([], command, { node });
    expect(races(run)).toEqual(['lost-update worker.cjs:8 worker.cjs:10 worker.cjs:10']);
    // Twice in each of the six.
    expect(run.report.races[0]!.count).toBe(12);
    expect(run.stdout).toBe((await plain(command, { node })).stdout);
  });

  it('have children that are watched', async () => {
    const { racewire } = project({
      'main.cjs': `new (require('node:worker_threads').Worker)('./worker.cjs', { env: {} });`,
      'worker.cjs': `require('node:child_process').execFileSync(process.execPath, ['./child.cjs']);`,
      'child.cjs': LOST_UPDATE_CJS,
    });
    const run = await racewire([], ['node', 'main.cjs'], { node });
    expect(races(run)).toEqual(['lost-update child.cjs:5 child.cjs:7 child.cjs:7']);
  });
});
