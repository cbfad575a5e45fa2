// expect: none
// why: the global crypto is there before node:crypto is loaded
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  crypto.getRandomValues(view);
  console.log('done');
} else {
  globalThis.seen = workerData[3];
}
