// expect: none
// A wait has read the value, also when it did not sleep: 'ok' and 'not-equal' order what was done before.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  console.log(Atomics.wait(cells, 0, 0), cells[1]);
} else {
  workerData[1] = 1;
  Atomics.store(workerData, 0, 1);
  Atomics.notify(workerData, 0);
}
