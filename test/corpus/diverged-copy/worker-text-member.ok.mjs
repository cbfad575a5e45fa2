// expect: none
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const limits = new Map([['free', 10]]);
const source = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(['pro', workerData.limits.get('free') * 10]);
`;
const worker = new Worker(source, { eval: true, workerData: { limits } });
const [[plan, limit]] = await once(worker, 'message');
limits.set(plan, limit);
limits.set('team', 1000);
await once(worker, 'exit');
console.log(limits.size);
