// expect: none
// why: what finds that bytes are text has read all of them
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { isUtf8 } from 'node:buffer';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await once(worker, 'exit');
  globalThis.isText = isUtf8(view);
  console.log('done');
} else {
  workerData[3] = 1;
}
