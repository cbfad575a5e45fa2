// expect: none
// A message that was queued before its port was handed to a worker still orders sender and receiver.
import { MessageChannel, Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  cells[3] = 1;
  port1.postMessage(cells);
  new Worker(new URL(import.meta.url), { workerData: port2, transferList: [port2] });
  port1.unref();
} else {
  workerData.once('message', (cells) => {
    console.log(cells[3]);
    workerData.close();
  });
}
