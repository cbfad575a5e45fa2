// expect: none
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const result = new Float64Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: result });
  await once(worker, 'exit');
  globalThis.seen = result[1];
} else {
  workerData[1] = Math.PI;
}
