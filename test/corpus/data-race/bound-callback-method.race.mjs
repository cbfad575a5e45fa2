// expect: race data-race
// why: a bound method reads element by element, between calls of its callback
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Float64Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const sum = view.reduce.bind(view);
  globalThis.sum = sum((a, b) => a + b, 0); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
