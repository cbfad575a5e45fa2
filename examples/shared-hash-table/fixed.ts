// Each worker holds the table's lock while it counts a word.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { entries, tableBytes } from './table.mjs';

const table = new Int32Array(new SharedArrayBuffer(tableBytes));
const perWorker = 20_000;

const workers = [0, 1, 2, 3].map(
  (seed) =>
    new Worker(new URL('./fixed-worker.mjs', import.meta.url), { workerData: { table, perWorker, seed } }),
);
await Promise.all(workers.map((worker) => once(worker, 'exit')));

let total = 0;
for (const [, count] of entries(table)) total += count;
console.log(`${total} words in the table, expected ${4 * perWorker}`);
