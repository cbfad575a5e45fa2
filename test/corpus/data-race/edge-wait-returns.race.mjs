// expect: race data-race
// A wait that times out was told nothing.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  console.log(Atomics.wait(cells, 0, 0, 30), cells[1]); //! A
} else {
  workerData[1] = 1; //! B
}
