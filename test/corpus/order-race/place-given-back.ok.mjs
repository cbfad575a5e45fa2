// expect: none
// a message gives a place back, and who takes the next one walks over all of them first
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const places = new Map();
for (const place of ['a', 'b']) places.set(place, 'free');

function take(me) {
  let taken;
  places.forEach((state, place) => {
    if (state === 'free' && taken === undefined) {
      taken = place;
      places.set(place, me);
    }
  });
  return taken;
}

const start = async (name, next) => {
  const place = take(name);
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('free')`, { eval: true });
  worker.on('message', (state) => {
    places.set(place, state);
    if (next.length > 0) void start(next.shift(), next);
  });
  await once(worker, 'exit');
};
await Promise.all([start('w1', ['w3', 'w4']), start('w2', ['w5', 'w6'])]);
