// expect: none
// The promise of terminate() orders all that the worker did.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  await once(worker, 'message');
  await worker.terminate();
  console.log(cells[1] >= 0);
} else {
  parentPort.postMessage('writing');
  for (;;) workerData[1]++;
}
