// expect: none
// receiveMessageOnPort orders like an event, without the event loop.
import { MessageChannel, Worker, isMainThread, receiveMessageOnPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  new Worker(new URL(import.meta.url), { workerData: { cells, port2 }, transferList: [port2] });
  while (receiveMessageOnPort(port1) === undefined) await new Promise((done) => setTimeout(done, 2));
  cells[0] = 5;
  port1.unref();
} else {
  workerData.cells[0] = 6;
  workerData.port2.postMessage('done');
}
