// expect: none
// why: what unpacks a stream reads how it begins
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { inflate } from 'node:zlib';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  inflate(view, () => undefined);
  console.log('done');
} else {
  workerData[0] = 1;
}
