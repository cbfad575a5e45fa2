// expect: race data-race on SharedArrayBuffer
// A thread that ends closes its ports, which says nothing of the other thread.
import { MessageChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { port1, port2 } = new MessageChannel();
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const start = (port, list) =>
    new Worker(new URL(import.meta.url), { workerData: { port, cells }, transferList: list });
  start(port2, [port2]);
  const other = start(null, []);
  port1.once('close', () => {
    console.log(cells[0]); //! A
    other.postMessage('end');
  });
  port1.start();
} else if (workerData.port === null) {
  parentPort.once('message', () => undefined); // It ends after the main thread has read.
  workerData.cells[0] = 1; //! B
}
