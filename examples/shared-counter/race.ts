// Two workers count the words they have read in one shared counter. `count[0]++` is a read and a write: when two
// threads do it at the same moment, one of the two steps is lost.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const shared = new SharedArrayBuffer(4);
const count = new Int32Array(shared);
const wordsEach = 1_000_000;

const workers = [1, 2].map(
  () => new Worker(new URL('./race-worker.mjs', import.meta.url), { workerData: shared }),
);
await Promise.all(workers.map((worker) => once(worker, 'online')));
for (const worker of workers) worker.postMessage(wordsEach);
await Promise.all(workers.map((worker) => once(worker, 'exit')));
console.log(`counted ${count[0]} words, expected ${2 * wordsEach}`);
