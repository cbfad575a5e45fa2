// expect: race data-race
// The worker goes on after it has printed.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells, stdout: true });
  worker.stdout.once('data', (text) => {
    console.log(String(text), cells[0]); //! A
    worker.postMessage('end');
  });
} else {
  parentPort.once('message', () => undefined); // It ends after the main thread has read.
  process.stdout.write('done');
  workerData[0] = 1; //! B
}
