// expect: none
// why: a block of slots around the ring is filled before the head is moved, and read after it; the other slots are read meanwhile
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
  for (let i = 0; i < BLOCK; i++) slots[(first + i) & (CAPACITY - 1)] = i;
  Atomics.store(head, 0, 1);
  await once(worker, 'exit');
  console.log('done');
} else {
  const head = new Int32Array(workerData, 0, 1);
  const slots = new Float64Array(workerData, 16, CAPACITY);
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += slots[(4 + i) % CAPACITY];
  while (Atomics.load(head, 0) === 0);
  for (let i = 0; i < BLOCK; i++) sum += slots[(12 + i) & (CAPACITY - 1)];
  console.log(typeof sum);
}
