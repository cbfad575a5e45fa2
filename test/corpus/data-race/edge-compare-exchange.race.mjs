// expect: race data-race
// A compareExchange that fails only reads: it tells nobody of what was done before it.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  Atomics.compareExchange(cells, 0, 0, 1);
  console.log(cells[1]); //! A
} else {
  workerData[1] = 5; //! B
  Atomics.compareExchange(workerData, 0, 7, 8);
}
