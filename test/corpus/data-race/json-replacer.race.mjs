// expect: race data-race
// why: a replacer lets a view through, so its elements are read
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = JSON.stringify({ other: 1, state: view }, (key, value) => (key === 'other' ? undefined : value)); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6; //! B
}
