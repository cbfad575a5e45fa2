// expect: none
// why: a Buffer is filled with what a view holds
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  globalThis.copy = Buffer.alloc(64, view);
  console.log('done');
} else {
  workerData[3] = 1;
}
