// expect: race data-race
// why: a comparison reads the views that equal objects hold
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = isDeepStrictEqual({ n: 1, list: [view] }, { n: 1, list: [new Int32Array(16)] }); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6; //! B
}
