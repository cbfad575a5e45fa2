// expect: race order-race on Map places
// two messages give one place to different workers, and neither looks at the places first
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const places = new Map();
for (const place of ['a', 'b']) places.set(place, 'free');

const start = async (name) => {
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('${name}')`, { eval: true });
  worker.on('message', (me) => {
    places.set('a', me); //! AB
  });
  await once(worker, 'exit');
};
await Promise.all([start('w1'), start('w2')]);
let taken = 0;
places.forEach((state) => {
  if (state !== 'free') taken++;
});
console.log(taken, 'taken');
