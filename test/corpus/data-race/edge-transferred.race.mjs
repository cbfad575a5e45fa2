// expect: race data-race on SharedArrayBuffer
// abort() orders nothing that is done after it.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { transferableAbortController } from 'node:util';

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  const controller = transferableAbortController();
  worker.postMessage(controller.signal, [controller.signal]);
  await once(worker, 'message');
  controller.abort();
  cells[0] = 1; //! A
} else {
  const [signal] = await once(parentPort, 'message');
  const alive = setInterval(() => undefined, 1000);
  signal.addEventListener('abort', () => {
    console.log(cells[0]); //! B
    clearInterval(alive);
  });
  parentPort.postMessage('ready');
}
