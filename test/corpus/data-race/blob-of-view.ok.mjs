// expect: none
// why: a Blob copies the views it is made of
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  globalThis.size = new Blob(['head', view]).size;
  console.log('done');
} else {
  workerData[3] = 1;
}
