// expect: race data-race
// A waitAsync that timed out says nothing about the other thread.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: cells });
  const waiting = Atomics.waitAsync(cells, 0, 0, 300);
  console.log(await waiting.value);
  console.log(cells[1]); //! A
} else {
  workerData[1] = 4; //! B
  setTimeout(() => {}, 600); // No 'exit' before the time is over.
}
