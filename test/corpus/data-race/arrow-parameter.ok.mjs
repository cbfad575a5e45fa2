// expect: none
// why: what an arrow function's parameter takes apart is read
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const fourth = ([, , , element]) => element;
  await once(worker, 'exit');
  globalThis.seen = fourth(view);
  console.log('done');
} else {
  workerData[3] = 1;
}
