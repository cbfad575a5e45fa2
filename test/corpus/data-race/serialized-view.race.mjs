// expect: race data-race
// why: the views that a value holds are read when it is made into bytes
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { serialize } from 'node:v8';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.bytes = serialize({ name: 'a', parts: [view] }); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
