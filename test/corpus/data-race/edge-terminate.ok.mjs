// expect: none
// What a worker did happens before the promise of terminate() settles.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('message', async () => {
    await worker.terminate();
    console.log(cells[1]);
  });
} else {
  parentPort.postMessage('up');
  for (;;) workerData[1]++;
}
