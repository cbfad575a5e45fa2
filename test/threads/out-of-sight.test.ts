// What the report says of shared memory that is not watched, or not as a whole.
import { expect, it } from 'vitest';
import { project } from '../cli/project.ts';

// Both threads write the first and the last word; the worker ends after the other side has written.
const program = (memory: string): Record<string, string> => ({
  'main.mjs': `import { Worker } from 'node:worker_threads';
${memory}
const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: shared });
const words = new Int32Array(shared.buffer ?? shared);
words[words.length - 1] = 1;
words[0] = 1;
worker.postMessage('end');
`,
  'worker.mjs': `import { parentPort, workerData } from 'node:worker_threads';
parentPort.once('message', () => undefined);
const words = new Int32Array(workerData.buffer ?? workerData);
words[words.length - 1] = 2;
words[0] = 2;
`,
});
const MIB = 1024 ** 2;

it('watches the beginning of memory for which there is no room', async () => {
  const { racewire } = project(program(`const shared = new SharedArrayBuffer(${MIB});`));
  const { report } = await racewire(['--engine', 'threads', '--shadow-limit', '1'], ['node', 'main.mjs']);
  expect(report.races.map(({ store }) => store.key)).toEqual(['bytes 0..4']);
  expect(report.coverage.lost).toMatchObject([
    {
      what: 'shadow memory',
      why: `${MIB * 0.75} of ${MIB} bytes of a SharedArrayBuffer are not watched: raise --shadow-limit`,
    },
  ]);
});

it('says how much of a memory is watched that outgrew what was kept for it', async () => {
  const memory = `const shared = new WebAssembly.Memory({ initial: 1, maximum: 1000, shared: true });`;
  const files = program(memory);
  const { racewire } = project({
    ...files,
    'main.mjs': files['main.mjs']!.replace('const words', 'shared.grow(900);\nconst words'),
  });
  const { report } = await racewire(['--engine', 'threads'], ['node', 'main.mjs']);
  expect(report.races.map(({ store }) => store.key)).toEqual(['bytes 0..4']);
  expect(report.coverage.lost).toMatchObject([{ what: 'what a memory grew by' }]);
});

it('leaves room for others beside memory that can grow', async () => {
  const files = program(`const reserved = new SharedArrayBuffer(64, { maxByteLength: 2 ** 32 });
const shared = { buffer: new SharedArrayBuffer(64), reserved };`);
  const { racewire } = project(files);
  const { report } = await racewire(['--engine', 'threads'], ['node', 'main.mjs']);
  expect(report.races.map(({ store }) => store.key).sort()).toEqual(['bytes 0..4', 'bytes 60..64']);
  expect(report.coverage.lost).toEqual([]);
});

it('counts buffers that came by a way it cannot see', async () => {
  const files = program(`const hidden = new SharedArrayBuffer(64);
const shared = { get buffer() { return hidden; }, seen: new SharedArrayBuffer(64) };`);
  const { racewire } = project(files);
  const { code, report } = await racewire(['--engine', 'threads'], ['node', 'main.mjs']);
  expect(code).toBe(0);
  expect(report.coverage.unknownSharedBuffers).toBe(1);
});
