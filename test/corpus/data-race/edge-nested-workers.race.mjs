// expect: race data-race
// The outer worker answers before the inner one, which it made, has ended.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: { cells, depth: 1 } });
  worker.once('message', () => console.log(cells[1])); //! A
} else if (workerData.depth === 1) {
  new Worker(new URL(import.meta.url), { workerData: { cells: workerData.cells, depth: 2 } });
  parentPort.postMessage('made');
} else {
  workerData.cells[1] = 1; //! B
}
