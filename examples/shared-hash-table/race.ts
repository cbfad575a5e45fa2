// Four workers count words in one hash table in shared memory, without a lock. Two of them can take one free slot for
// two different words, or count one word at the same moment: words and counts are lost.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { entries, tableBytes } from './table.mjs';

const table = new Int32Array(new SharedArrayBuffer(tableBytes));
const perWorker = 20_000;

const workers = [0, 1, 2, 3].map(
  (seed) =>
    new Worker(new URL('./race-worker.mjs', import.meta.url), { workerData: { table, perWorker, seed } }),
);
await Promise.all(workers.map((worker) => once(worker, 'exit')));

let total = 0;
for (const [, count] of entries(table)) total += count;
console.log(`${total} words in the table, expected ${4 * perWorker}`);
