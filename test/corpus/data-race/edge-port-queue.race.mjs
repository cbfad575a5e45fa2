// expect: race data-race
// A message orders what its sender did before it was posted, not what the sender did while it lay in the queue.
import { MessageChannel, Worker, isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(cells);
  cells[2] = 1;
  new Worker(new URL(import.meta.url), { workerData: port2, transferList: [port2] });
  cells[3] = 1; //! A
  port1.unref();
} else {
  workerData.once('message', (cells) => {
    console.log(cells[3]); //! B
    workerData.close();
  });
}
