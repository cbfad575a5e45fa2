// expect: race data-race
// A file is read into the memory until the promise says so, not until the call has returned.
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: bytes });
  const file = await open(new URL(import.meta.url));
  const reading = file.read(bytes, 0, 32, 0); //! A
  worker.postMessage('go');
  await reading;
  await file.close();
  await once(worker, 'exit');
} else {
  await once(parentPort, 'message');
  console.log(workerData[9]); //! B
}
