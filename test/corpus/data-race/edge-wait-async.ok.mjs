// expect: none
// A waitAsync that was notified is ordered after the notifier.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const waiting = Atomics.waitAsync(cells, 0, 0);
  new Worker(new URL(import.meta.url), { workerData: cells });
  console.log(await waiting.value);
  console.log(cells[1]);
} else {
  workerData[1] = 4;
  Atomics.notify(workerData, 0);
}
