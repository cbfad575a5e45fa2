// expect: race data-race
// why: a function of fs.promises reads what it writes to a file
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { writeFile } from 'node:fs/promises';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  await writeFile(devNull, view); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
