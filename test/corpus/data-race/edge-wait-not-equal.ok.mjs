// expect: none
// A wait that finds another value has read it.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  while (Atomics.wait(cells, 0, 0, 1) !== 'not-equal');
  console.log(cells[1]);
} else {
  workerData[1] = 1;
  Atomics.store(workerData, 0, 1);
}
