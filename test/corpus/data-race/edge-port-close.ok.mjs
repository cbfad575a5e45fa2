// expect: none
// What was done before close() happens before 'close' at the other end of the channel.
import { MessageChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { port1, port2 } = new MessageChannel();
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { port: port2, cells },
    transferList: [port2],
  });
  port1.once('close', () => {
    console.log(cells[0]);
    worker.postMessage('end');
  });
  port1.start();
} else {
  const { port, cells } = workerData;
  parentPort.once('message', () => undefined); // It ends after the other side has read.
  cells[0] = 1;
  port.close();
}
