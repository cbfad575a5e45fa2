// expect: none
// why: the methods are called on other bytes of the memory
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const { getInt32 } = DataView.prototype;
const { slice } = Array.prototype;

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.seen = [getInt32.call(new DataView(view.buffer), 8), Reflect.apply(slice, view, [2, 4])];
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[1] = 6;
}
