// expect: race order-race on Map results key "best"
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const results = new Map();
const code = "const { parentPort, workerData } = require('node:worker_threads'); parentPort.postMessage(workerData * 3)";

const workers = [1, 2, 3].map((workerData) => new Worker(code, { eval: true, workerData }));
for (const worker of workers) {
  worker.on('message', (score) => results.set('best', score)); //! AB
}
await Promise.all(workers.map((worker) => once(worker, 'exit')));
console.log(results.size);
