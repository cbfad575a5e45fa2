// expect: race data-race
// why: one loop counts under the lock in its first rounds and without it in its last ones
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const ROUNDS = 40;
const LOCKED = 30;

function lock(m) {
  while (Atomics.compareExchange(m, 0, 0, 1) !== 0) Atomics.wait(m, 0, 1);
}
function unlock(m) {
  Atomics.store(m, 0, 0);
  Atomics.notify(m, 0, 1);
}
function count(m, bins) {
  for (let round = 0; round < ROUNDS; round++) {
    if (round < LOCKED) lock(m);
    for (let k = 0; k < 8; k++) bins[(k * k) % 5]++; //! AB
    if (round < LOCKED) unlock(m);
  }
}

const memory = isMainThread ? new SharedArrayBuffer(64) : workerData;
const m = new Int32Array(memory, 0, 1);
const bins = new Uint32Array(memory, 16, 8);
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  count(m, bins);
  await once(worker, 'exit');
  console.log('done');
} else count(m, bins);
