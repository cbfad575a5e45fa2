// expect: race data-race
// The built-in of that name reads the view, and no lock is held around it.
import { createHash } from 'node:crypto';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: view });
  console.log(createHash('sha1').update(view).digest('hex')); //! A
} else {
  while (Atomics.compareExchange(workerData, 0, 0, 1) !== 0);
  workerData[1] += 1; //! B
  Atomics.store(workerData, 0, 0);
}
