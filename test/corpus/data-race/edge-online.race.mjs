// expect: race data-race
// 'online' says that a worker began, and nothing of what it did since.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('online', () => console.log(cells[1])); //! A
} else {
  workerData[1] = 1; //! B
}
