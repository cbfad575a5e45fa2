// expect: race lost-update on property progress.done
// a message of the worker changes what the task has read before its await
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const progress = { done: 0 };

const worker = new Worker("require('node:worker_threads').parentPort.postMessage(5)", { eval: true });
worker.on('message', (n) => {
  progress.done = progress.done + n;
});
async function local(ms) {
  const done = progress.done; //! A
  await once(worker, 'exit');
  await sleep(ms);
  progress.done = done + 1; //! B
}
await local(1);
console.log(progress.done);
