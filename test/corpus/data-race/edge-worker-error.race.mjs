// expect: race data-race
// The uncaught error of one worker tells nothing of the other one.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const start = (fails) => new Worker(new URL(import.meta.url), { workerData: { cells, fails } });
  const other = start(false);
  start(true).once('error', (error) => {
    console.log(error.message, cells[1]); //! A
    other.postMessage('end');
  });
} else if (workerData.fails) {
  throw new Error('of the one');
} else {
  parentPort.once('message', () => undefined); // It ends after the main thread has read.
  workerData.cells[1] = 1; //! B
}
