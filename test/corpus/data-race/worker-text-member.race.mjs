// expect: race data-race on SharedArrayBuffer
// two workers are texts, and count on at the text's top level, in what they were given
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const counts = new Int32Array(new SharedArrayBuffer(4));
const source = `
  const { workerData } = require('node:worker_threads');
  workerData.counts[0]++; //! AB eval:3
`;
const start = () => once(new Worker(source, { eval: true, workerData: { counts } }), 'exit');
await Promise.all([start(), start()]);
console.log(counts[0] > 0);
