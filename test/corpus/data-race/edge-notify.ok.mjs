// expect: none
// Being woken orders the notifier's past before the sleeper's future, without any store.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  cells[1] = 9;
  while (Atomics.notify(cells, 0) === 0);
} else {
  Atomics.wait(workerData, 0, 0);
  console.log(workerData[1]);
}
