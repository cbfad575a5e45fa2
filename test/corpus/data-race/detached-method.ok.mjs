// expect: none
// why: a method that was taken out of its prototype reads the view all the same
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const { indexOf } = Int32Array.prototype;
  const calls = [indexOf];
  await once(worker, 'exit');
  globalThis.found = calls[0].call(view, 9);
  console.log('done');
} else {
  workerData[3] = 1;
}
