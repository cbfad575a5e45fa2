// expect: none
// What a worker prints comes after what it did before, and what it reads after what was done before that was written.
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells, stdin: true, stdout: true });
  worker.stdout.once('data', (text) => console.log(String(text), cells[0]));
  await once(worker, 'online');
  cells[1] = 1;
  worker.stdin.end('go');
} else {
  process.stdin.once('data', () => {
    workerData[0] = workerData[1];
    process.stdout.write('done');
  });
}
