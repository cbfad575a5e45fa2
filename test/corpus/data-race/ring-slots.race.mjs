// expect: race data-race
// why: the producer fills the slots of a block around the ring and moves the head before it has filled the last one
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const CAPACITY = 16;
const BLOCK = 8;

if (isMainThread) {
  const memory = new SharedArrayBuffer(16 + CAPACITY * 8);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const head = new Int32Array(memory, 0, 1);
  const slots = new Float64Array(memory, 16, CAPACITY);
  const first = Atomics.load(head, 0) + 12;
  for (let i = 0; i < BLOCK - 1; i++) slots[(first + i) & (CAPACITY - 1)] = i;
  Atomics.store(head, 0, 1);
  slots[(first + BLOCK - 1) % CAPACITY] = BLOCK; //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  const head = new Int32Array(workerData, 0, 1);
  const slots = new Float64Array(workerData, 16, CAPACITY);
  while (Atomics.load(head, 0) === 0);
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += slots[(12 + i) & (CAPACITY - 1)]; //! B
  console.log(typeof sum);
}
