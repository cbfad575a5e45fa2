// expect: none
// postMessageToThread orders as other messages do.
import { Worker, isMainThread, parentPort, postMessageToThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('message', async () => {
    cells[1] = 1;
    await postMessageToThread(worker.threadId, 'go');
  });
} else {
  const stay = setInterval(() => undefined, 1000);
  process.once('workerMessage', () => {
    console.log(workerData[1]);
    clearInterval(stay);
  });
  parentPort.postMessage('ready');
}
