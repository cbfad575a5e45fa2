// expect: none
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const [FLAG, DATA] = [0, 3];
if (isMainThread) {
  const box = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: box });
  box[DATA] = 42;
  Atomics.store(box, FLAG, 1);
  Atomics.notify(box, FLAG);
  await once(worker, 'exit');
} else {
  Atomics.wait(workerData, FLAG, 0);
  globalThis.answer = workerData[DATA];
}
