// expect: none
// What was done before new Worker(…) happens before all that the worker does, whenever it comes online.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  cells[1] = 1;
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('online', () => console.log(cells[1]));
} else {
  console.log(workerData[1]);
}
