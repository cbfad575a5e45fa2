// expect: race data-race
// why: what is compressed is read, and so is a dictionary
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { deflateSync } from 'node:zlib';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  globalThis.packed = deflateSync('text', { dictionary: view }); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
