// expect: race diverged-copy on Map limits
// the worker is a text, and reaches the copy through what it was given
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const limits = new Map([['free', 10]]);
const source = `
  const { parentPort, workerData } = require('node:worker_threads');
  workerData.limits.set('pro', 100); //! A eval:3
  parentPort.postMessage('ready');
`;
const worker = new Worker(source, { eval: true, workerData: { limits } });
await once(worker, 'message');
limits.set('team', 1000); //! B
await once(worker, 'exit');
console.log(limits.size);
