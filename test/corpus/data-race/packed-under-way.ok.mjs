// expect: none
// The worker may write once the memory is compressed.
import { once } from 'node:events';
import { promisify } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import zlib from 'node:zlib';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(1024));
  const worker = new Worker(new URL(import.meta.url), { workerData: bytes });
  const packing = promisify(zlib.gzip)(bytes);
  await packing;
  worker.postMessage('go');
  await once(worker, 'exit');
} else {
  await once(parentPort, 'message');
  workerData[40] = 1;
}
