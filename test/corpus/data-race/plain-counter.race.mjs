// expect: race data-race on SharedArrayBuffer
// two workers count with ++ in one element
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url), { workerData: counts }));
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  console.log(counts[1]);
} else {
  for (let i = 0; i < 100; i++) workerData[1]++; //! AB
}
