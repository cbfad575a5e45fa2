// expect: none
// why: the methods are bound to other bytes of the memory, and stay the functions they were
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const { writeUInt8: put } = Buffer.prototype;

if (isMainThread) {
  const memory = new SharedArrayBuffer(64);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const view = new DataView(memory);
  const get = view.getInt32.bind(view);
  globalThis.seen = [4, 12].map((at) => get(at));
  await once(worker, 'exit');
  console.log(view.getInt32 === DataView.prototype.getInt32, view.getInt32.name, get.name, `${put}`.length > 0);
} else {
  Function.prototype.call.call(put, Buffer.from(workerData), 6, 9);
}
