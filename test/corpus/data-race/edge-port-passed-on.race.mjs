// expect: race data-race
// Who passes a port on without reading has read nothing: its own writes after that are nobody's order.
import { MessageChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(cells);
  new Worker(new URL(import.meta.url), { workerData: { port: port2, cells }, transferList: [port2] });
  port1.unref();
} else if (workerData !== null) {
  const worker = new Worker(new URL(import.meta.url), { workerData: null });
  worker.postMessage(workerData.port, [workerData.port]);
  workerData.cells[2] = 1; //! A
} else {
  parentPort.once('message', (port) => {
    port.once('message', (cells) => {
      console.log(cells[2]); //! B
      port.close();
    });
  });
}
