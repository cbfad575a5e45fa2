// expect: none
// What the parent wrote before it made the worker, the worker may read, even with an environment of its own.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Float64Array(new SharedArrayBuffer(32));
  cells[0] = 1;
  cells[1] = 2;
  new Worker(new URL(import.meta.url), { workerData: cells, env: {}, execArgv: [] });
} else {
  console.log(workerData[0], workerData[1]);
}
