// expect: race order-race on variable leader
// two workers say that they lead, and the last message is believed
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
let leader = '';

const start = (name) => {
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('${name}')`, { eval: true });
  worker.on('message', (me) => {
    leader = me; //! AB
  });
  return once(worker, 'exit');
};
await Promise.all([start('w1'), start('w2')]);
console.log(leader === '' ? 'nobody' : 'somebody', 'leads');
