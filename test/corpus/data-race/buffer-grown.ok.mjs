// expect: none
// Elements that are not there yet are not touched; those that came by growth are ordered by the message.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(16, { maxByteLength: 64 }));
  const worker = new Worker(new URL(import.meta.url), { workerData: bytes });
  worker.once('message', () => {
    bytes.buffer.grow(32);
    bytes[24] = 1;
    worker.postMessage('grown');
  });
} else {
  console.log(workerData[24]);
  parentPort.once('message', () => console.log(workerData[24]));
  parentPort.postMessage('looked');
}
