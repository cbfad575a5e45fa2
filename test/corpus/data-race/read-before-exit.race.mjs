// expect: race data-race on SharedArrayBuffer
// the result is read when the worker is online, which orders nothing
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const result = new Float64Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: result });
  await once(worker, 'online');
  globalThis.seen = result[1]; //! A
  await once(worker, 'exit');
} else {
  workerData[1] = Math.PI; //! B
}
