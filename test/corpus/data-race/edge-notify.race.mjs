// expect: race data-race
// The notifier writes after it has woken the other one.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  while (Atomics.notify(cells, 0) === 0);
  cells[1] = 9; //! A
} else {
  Atomics.wait(workerData, 0, 0);
  console.log(workerData[1]); //! B
}
