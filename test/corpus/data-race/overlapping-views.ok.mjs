// expect: none
// the bytes lie side by side in one word
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const memory = new SharedArrayBuffer(16);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  new Int16Array(memory)[2] = 7;
  await once(worker, 'exit');
} else {
  const view = new DataView(workerData);
  view.setInt16(6, 9, true);
}
