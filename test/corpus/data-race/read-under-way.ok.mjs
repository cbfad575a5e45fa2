// expect: none
// The worker is told behind the end of what reads a file into the memory.
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: bytes });
  const file = await open(new URL(import.meta.url));
  const reading = file.read(bytes, 0, 32, 0);
  await reading;
  worker.postMessage('go');
  await file.close();
  await once(worker, 'exit');
} else {
  await once(parentPort, 'message');
  console.log(workerData[9]);
}
