// expect: none
// level: strict
// all threads have ended when their answers are read
import { Worker } from 'node:worker_threads';
const prices = new Map();
const source = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(workerData);
`;
const ask = (price) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData: price });
    worker.on('error', reject);
    worker.on('message', (m) => {
      const best = prices.get('book');
      if (best === undefined || m < best) prices.set('book', m);
    });
    worker.on('exit', resolve);
  });
await Promise.all([ask(10), ask(12)]);
console.log(prices.get('book'));
