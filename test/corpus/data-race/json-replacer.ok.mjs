// expect: none
// why: a replacer leaves the view out
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = JSON.stringify({ other: 1, state: view }, (key, value) => (key === 'state' ? undefined : value));
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6;
}
