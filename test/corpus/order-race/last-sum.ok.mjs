// expect: none
// each message adds a figure, and the mean is made anew of all: whichever comes last has them all
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';

const figures = [];
const stats = { all: [], mean: 0, least: 0 };
let sum = 0;

function add(to, figure) {
  to.all.push(figure);
  to.mean = to.all.reduce((a, b) => a + b, 0) / to.all.length;
  const sorted = to.all.toSorted((a, b) => a - b);
  to.least = first(sorted);
}
function first(list) {
  return list[0];
}

const start = (figure) => {
  const worker = new Worker(`require('worker_threads').parentPort.postMessage(${figure})`, { eval: true });
  worker.on('message', (message) => {
    add(stats, message);
    figures.push(message);
    sum = figures.reduce((a, b) => a + b, 0);
  });
  return once(worker, 'exit');
};
await Promise.all([start(30), start(50), start(10)]);
console.log(stats.mean, stats.least, sum);
