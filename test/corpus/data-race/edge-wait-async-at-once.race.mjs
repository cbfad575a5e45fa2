// expect: race data-race
// A waitAsync that answers at once 'timed-out' has been told nothing.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  console.log(Atomics.waitAsync(cells, 0, 0, 0).value);
  console.log(cells[1]); //! A
} else {
  workerData[1] = 1; //! B
  Atomics.notify(workerData, 0);
}
