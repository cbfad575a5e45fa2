// The name that a program gives a worker stands in the report.
import { expect, it } from 'vitest';
import { project } from '../cli/project.ts';

it('names a worker as the program does', async () => {
  const { racewire } = project({
    'main.mjs': `import { Worker } from 'node:worker_threads';
const words = new Int32Array(new SharedArrayBuffer(16));
const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: words, name: 'par\\nser' });
words[0] = 1;
worker.postMessage('end');
`,
    'worker.mjs': `import { parentPort, workerData } from 'node:worker_threads';
parentPort.once('message', () => undefined);
workerData[0] = 2;
`,
  });
  const { report } = await racewire(['--engine', 'threads'], ['node', 'main.mjs']);
  const threads = report.races[0]!.accesses.map(({ thread }) => thread);
  expect([...threads].sort()).toEqual(['main', expect.stringMatching(/^worker \d+ \(par ser\)$/)]);
});
