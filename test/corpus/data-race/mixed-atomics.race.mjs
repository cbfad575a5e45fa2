// expect: race data-race on SharedArrayBuffer
// an atomic store and a plain read of the same element
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: state });
  Atomics.store(state, 1, 5); //! A
  await once(worker, 'exit');
} else {
  globalThis.state = workerData[1]; //! B
}
