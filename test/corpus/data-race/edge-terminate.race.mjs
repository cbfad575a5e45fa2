// expect: race data-race
// The worker goes on until terminate() has done its work.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('message', async () => {
    while (cells[1] < 100); //! A
    await worker.terminate();
  });
} else {
  parentPort.postMessage('up');
  for (;;) workerData[1]++; //! B
}
