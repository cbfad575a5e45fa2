// expect: none
// A waitAsync that answers at once 'not-equal' has read the value.
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { setImmediate as turn } from 'node:timers/promises';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  while (Atomics.waitAsync(cells, 0, 0, 0).value !== 'not-equal') await turn();
  console.log(cells[1]);
} else {
  workerData[1] = 1;
  Atomics.store(workerData, 0, 1);
}
