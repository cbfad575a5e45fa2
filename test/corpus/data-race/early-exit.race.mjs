// expect: race data-race
// find reads up to the element that it finds.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = Int32Array.from([1, 2, 3, 4]);
  const shared = new Int32Array(new SharedArrayBuffer(16));
  shared.set(cells);
  new Worker(new URL(import.meta.url), { workerData: shared });
  console.log(shared.find((cell) => cell === 3) !== undefined); //! A
} else {
  workerData[1] = 7; //! B
}
