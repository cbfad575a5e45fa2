// expect: race data-race
// why: the worker looks through the list again after it took the new length, and the last entry is written behind that
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const SIZE = 64;

if (isMainThread) {
  const memory = new SharedArrayBuffer(8 + SIZE * 4);
  const length = new Int32Array(memory, 0, 1);
  const list = new Int32Array(memory, 8, SIZE);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  let i = 0;
  while (i < SIZE - 1) list[i] = ++i;
  Atomics.store(length, 0, 1);
  list[SIZE - 1] = SIZE; //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  const length = new Int32Array(workerData, 0, 1);
  const list = new Int32Array(workerData, 8, SIZE);
  const find = (values, wanted, upTo) => {
    let i = 0;
    while (i < upTo && values[i] !== wanted) i++; //! B
    return i;
  };
  while (Atomics.load(length, 0) === 0);
  console.log(find(list, 3, SIZE) < SIZE, find(list, -1, SIZE) === SIZE);
}
