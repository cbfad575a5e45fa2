// expect: race data-race
// why: the global crypto is there before node:crypto is loaded
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  crypto.getRandomValues(view); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  globalThis.seen = workerData[3]; //! B
}
