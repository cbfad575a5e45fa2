// expect: race data-race
// terminate() was called, but its promise was not awaited.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  await once(worker, 'message');
  await new Promise((done) => setTimeout(done, 100)); // Time to write, but no order.
  void worker.terminate();
  console.log(cells[1] >= 0); //! A
} else {
  parentPort.postMessage('writing');
  for (;;) workerData[1]++; //! B
}
