// expect: race data-race
// The main thread writes after it has sent its message.
import { Worker, isMainThread, parentPort, postMessageToThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('message', async () => {
    const sent = postMessageToThread(worker.threadId, 'go');
    cells[1] = 1; //! A
    await sent;
  });
} else {
  const stay = setInterval(() => undefined, 1000);
  process.once('workerMessage', () => {
    console.log(workerData[1]); //! B
    clearInterval(stay);
  });
  parentPort.postMessage('ready');
}
