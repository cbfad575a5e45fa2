// expect: none
// why: what is printed is read: util.format, as console.log
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { format } from 'node:util';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  globalThis.text = format({ view });
  console.log('done');
} else {
  workerData[3] = 1;
}
