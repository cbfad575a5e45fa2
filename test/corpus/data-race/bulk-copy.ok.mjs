// expect: none
// the copied range and the sorted one are different parts
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const values = Uint32Array.from({ length: 32 }, (_, i) => 32 - i);
  const shared = new Uint32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  const worker = new Worker(new URL(import.meta.url), { workerData: shared });
  globalThis.copy = shared.slice(16, 24);
  await once(worker, 'exit');
} else {
  workerData.subarray(0, 16).sort();
}
