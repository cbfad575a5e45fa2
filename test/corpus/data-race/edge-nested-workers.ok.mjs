// expect: none
// The outer worker answers when the inner one, which it made, has ended.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: { cells, depth: 1 } });
  worker.once('message', () => console.log(cells[1]));
} else if (workerData.depth === 1) {
  const inner = new Worker(new URL(import.meta.url), { workerData: { cells: workerData.cells, depth: 2 } });
  inner.once('exit', () => parentPort.postMessage('ended'));
} else {
  workerData.cells[1] = 1;
}
