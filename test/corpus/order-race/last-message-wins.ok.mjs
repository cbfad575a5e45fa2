// expect: none
// the second worker is started when the first one has ended
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
let leader = '';

const start = (name) => {
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('${name}')`, { eval: true });
  worker.on('message', (me) => {
    leader = me;
  });
  return once(worker, 'exit');
};
await start('w1');
await start('w2');
console.log(leader, 'leads');
