// expect: race data-race
// A view without a length of its own follows its buffer: the bytes it grew by race as the others do.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(16, { maxByteLength: 64 }));
  const worker = new Worker(new URL(import.meta.url), { workerData: bytes });
  bytes.buffer.grow(32);
  bytes[24] = 1; //! A
  worker.once('message', () => console.log('done'));
} else {
  while (workerData.length < 32);
  console.log(workerData[24]); //! B
  parentPort.postMessage('done');
}
