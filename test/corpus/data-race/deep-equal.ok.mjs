// expect: none
// why: a deep comparison reads both views
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const zeros = new Uint8Array(64);
  await once(worker, 'exit');
  globalThis.same = isDeepStrictEqual(zeros, view);
  console.log('done');
} else {
  workerData[3] = 1;
}
