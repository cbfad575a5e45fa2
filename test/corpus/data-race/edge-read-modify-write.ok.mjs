// expect: none
// Each read-modify-write takes over from the one before it and hands on to the next.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const STEPS = [
  (cells) => Atomics.add(cells, 0, 1),
  (cells) => Atomics.sub(cells, 0, -1),
  (cells) => Atomics.or(cells, 0, 3),
  (cells) => Atomics.xor(cells, 0, 7),
  (cells) => Atomics.and(cells, 0, 5) && Atomics.add(cells, 0, 1),
  (cells) => Atomics.exchange(cells, 0, 6),
];

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(64)) : workerData;
if (isMainThread) new Worker(new URL(import.meta.url), { workerData: cells });
STEPS.forEach((step, index) => {
  if (index % 2 === (isMainThread ? 0 : 1)) {
    while (Atomics.add(cells, 0, 0) !== index);
    cells[index + 1] = cells[index] + 1;
    step(cells);
  }
});
