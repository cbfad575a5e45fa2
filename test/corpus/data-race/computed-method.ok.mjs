// expect: none
// why: a method that is called by a computed name reads the view all the same
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const name = ['indexOf', 'includes'][0];
  await once(worker, 'exit');
  globalThis.seen = view[name](9);
  console.log('done');
} else {
  workerData[3] = 1;
}
