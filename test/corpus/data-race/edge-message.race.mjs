// expect: race data-race
// The sender goes on with what it has sent.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(32));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.postMessage(1);
  cells[1] = 1; //! A
} else {
  parentPort.once('message', (value) => console.log(workerData[value])); //! B
}
