// expect: none
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const counts = new Int32Array(new SharedArrayBuffer(4));
const source = `
  const { workerData } = require('node:worker_threads');
  Atomics.add(workerData.counts, 0, 1);
`;
const start = () => once(new Worker(source, { eval: true, workerData: { counts } }), 'exit');
await Promise.all([start(), start()]);
console.log(counts[0] > 0);
