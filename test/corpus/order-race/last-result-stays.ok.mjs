// expect: none
// each result has a key of its own
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const results = new Map();
const code = "const { parentPort, workerData } = require('node:worker_threads'); parentPort.postMessage(workerData * 3)";

const workers = [1, 2, 3].map((workerData) => new Worker(code, { eval: true, workerData }));
for (const [index, worker] of workers.entries()) {
  worker.on('message', (score) => results.set(index, score));
}
await Promise.all(workers.map((worker) => once(worker, 'exit')));
console.log(Math.max(...results.values()));
