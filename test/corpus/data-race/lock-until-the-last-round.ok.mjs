// expect: none
// why: two threads count under a lock in each of 401 rounds
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const ROUNDS = 400;

function count(m, values) {
  let round = 0;
  while (round <= ROUNDS) {
    const isLocked = round <= ROUNDS;
    if (isLocked) while (Atomics.compareExchange(m, 0, 0, 1) !== 0);
    let i = 0;
    while (i < 4) {
      values[i] += round;
      i++;
    }
    if (isLocked) Atomics.store(m, 0, 0);
    round++;
  }
}

const memory = isMainThread ? new SharedArrayBuffer(64) : workerData;
const m = new Int32Array(memory, 0, 1);
const values = new Int32Array(memory, 32, 4);
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  count(m, values);
  await once(worker, 'exit');
  console.log('done');
} else count(m, values);
