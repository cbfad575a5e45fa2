// expect: race data-race
// why: methods of one element, bound, renamed and given as callbacks, touch the view they are called on
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const { writeUInt8: put } = Buffer.prototype;

if (isMainThread) {
  const memory = new SharedArrayBuffer(64);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const view = new DataView(memory);
  const get = view.getInt32.bind(view);
  globalThis.seen = [4, 8].map((at) => get(at)); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  Function.prototype.call.call(put, Buffer.from(workerData), 6, 9); //! B
}
