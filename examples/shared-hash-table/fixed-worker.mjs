import { workerData } from 'node:worker_threads';
import { count } from './table.mjs';

const LOCK = 0;
const { table, perWorker, seed } = workerData;
for (let i = 0; i < perWorker; i++) {
  while (Atomics.compareExchange(table, LOCK, 0, 1) !== 0) Atomics.wait(table, LOCK, 1);
  count(table, 1 + ((i * 7 + seed) % 200));
  Atomics.store(table, LOCK, 0);
  Atomics.notify(table, LOCK, 1);
}
