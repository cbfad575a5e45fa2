// expect: none
// A thread that ends closes its ports.
import { MessageChannel, Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { port1, port2 } = new MessageChannel();
  const cells = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), {
    workerData: { port: port2, cells },
    transferList: [port2],
  });
  port1.once('close', () => console.log(cells[0]));
  port1.start();
} else {
  workerData.cells[0] = 1;
}
