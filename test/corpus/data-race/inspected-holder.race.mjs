// expect: race data-race
// why: what is printed is read: util.format, as console.log
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { format } from 'node:util';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.text = format({ view }); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
