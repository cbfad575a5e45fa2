// expect: race data-race on SharedArrayBuffer
// two views of different width: byte 6 belongs to both elements
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const memory = new SharedArrayBuffer(16);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  new Int32Array(memory)[1] = 7; //! A
  await once(worker, 'exit');
} else {
  const view = new DataView(workerData);
  view.setInt16(6, 9, true); //! B
}
