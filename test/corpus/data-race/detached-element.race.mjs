// expect: race data-race
// why: methods of one element, taken out of their object, touch the view they are called on
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const { getInt32 } = DataView.prototype;

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = getInt32.call(new DataView(view.buffer), 4); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6; //! B
}
