// expect: none
// why: JSON.stringify reads the views inside what it is given
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const state = { rows: [{ view }] };
  await once(worker, 'exit');
  globalThis.text = JSON.stringify(state);
  console.log('done');
} else {
  workerData[3] = 1;
}
