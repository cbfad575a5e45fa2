// expect: none
// why: the length of a growable buffer is asked for and changed by sequentially consistent events
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const memory = new SharedArrayBuffer(64, { maxByteLength: 4096 });
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const numbers = new Int32Array(memory);
  for (let entries = 1; entries <= 20; entries++) {
    numbers[entries - 1] = entries * entries;
    memory.grow(64 + 4 * entries);
  }
  numbers[600] = 1;
  await once(worker, 'exit');
  console.log('done');
} else {
  const bytes = new Uint8Array(workerData);
  const numbers = new Int32Array(workerData, 0, 16);
  while (bytes.length < 68);
  console.log(numbers[0]);
  while (workerData.byteLength < 80);
  console.log(numbers[3]);
  const record = new DataView(workerData);
  while (record.byteLength < 104);
  console.log(numbers[9]);
}
