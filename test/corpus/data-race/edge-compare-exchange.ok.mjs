// expect: none
// A compareExchange that succeeds hands over what was done before it; one that fails has read who was first.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  while (Atomics.compareExchange(cells, 0, 7, 8) === 0);
  console.log(cells[1]);
} else {
  workerData[1] = 5;
  Atomics.compareExchange(workerData, 0, 0, 1);
}
