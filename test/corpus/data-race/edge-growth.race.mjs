// expect: race data-race
// why: what is written behind a growth is told to nobody
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const memory = new SharedArrayBuffer(64, { maxByteLength: 4096 });
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const numbers = new Int32Array(memory);
  memory.grow(4096);
  numbers[600] = 1; //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  while (workerData.byteLength < 4096);
  console.log(new Int32Array(workerData)[600]); //! B
}
