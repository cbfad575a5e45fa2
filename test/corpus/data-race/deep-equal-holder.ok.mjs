// expect: none
// why: a comparison ends at the first difference, before the views
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = isDeepStrictEqual({ n: 1, list: [view] }, { n: 2, list: [new Int32Array(16)] });
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6;
}
