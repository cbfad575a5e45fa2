// expect: none
// What lies behind the element that is found is not read.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = Int32Array.from([1, 2, 3, 4]);
  const shared = new Int32Array(new SharedArrayBuffer(16));
  shared.set(cells);
  new Worker(new URL(import.meta.url), { workerData: shared });
  console.log(shared.find((cell) => cell === 3), shared.indexOf(2), shared.some((cell) => cell === 1));
} else {
  workerData[3] = 7;
}
