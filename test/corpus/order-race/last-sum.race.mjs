// expect: race order-race on object to["mean"]
// each message brings the mean of its own figures, and the last one is believed
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';

const stats = { all: [], mean: 0 };

function add(to, figure) {
  to.all.push(figure);
  to.mean = mean(to, figure); //! AB
}
function mean({ all }, figure) {
  return all.length > 0 ? figure / 2 : 0;
}

const start = (figure) => {
  const worker = new Worker(`require('worker_threads').parentPort.postMessage(${figure})`, { eval: true });
  worker.on('message', (message) => {
    add(stats, message);
  });
  return once(worker, 'exit');
};
await Promise.all([start(30), start(50), start(10)]);
console.log(stats.mean > 0);
