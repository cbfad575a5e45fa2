// expect: none
// A worker's uncaught error tells of all that it did before.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('error', (error) => console.log(error.message, cells[1]));
} else {
  workerData[1] = 1;
  throw new Error('after the write');
}
