// expect: race data-race
// The parent goes on writing after it made the worker: only what came before is ordered.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Float64Array(new SharedArrayBuffer(32));
  cells[0] = 1;
  new Worker(new URL(import.meta.url), { workerData: cells });
  cells[1] = 2; //! A
} else {
  console.log(workerData[0], workerData[1]); //! B
}
