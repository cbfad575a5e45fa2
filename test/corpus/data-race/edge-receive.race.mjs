// expect: race data-race
// receiveMessageOnPort that returned nothing orders nothing.
import { MessageChannel, Worker, isMainThread, receiveMessageOnPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  new Worker(new URL(import.meta.url), { workerData: { cells, port2 }, transferList: [port2] });
  console.log(receiveMessageOnPort(port1) === undefined);
  cells[0] = 5; //! A
  port1.unref();
} else {
  workerData.cells[0] = 6; //! B
  workerData.port2.postMessage('done');
}
