// expect: none
// A port goes through two threads with its messages still in it, and to the third one they mean what they meant.
import { MessageChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  cells[2] = 1;
  port1.postMessage(cells);
  new Worker(new URL(import.meta.url), { workerData: port2, transferList: [port2] });
  port1.unref();
} else if (workerData !== null) {
  const worker = new Worker(new URL(import.meta.url), { workerData: null });
  worker.postMessage(workerData, [workerData]);
} else {
  parentPort.once('message', (port) => {
    port.once('message', (cells) => {
      console.log(cells[2]);
      port.close();
    });
  });
}
