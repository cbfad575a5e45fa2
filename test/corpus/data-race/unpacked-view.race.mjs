// expect: race data-race
// why: what unpacks a stream reads how it begins
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { inflate } from 'node:zlib';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  inflate(view, () => undefined); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[0] = 1; //! B
}
