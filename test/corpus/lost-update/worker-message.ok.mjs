// expect: none
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const progress = { done: 0 };

const worker = new Worker("require('node:worker_threads').parentPort.postMessage(5)", { eval: true });
worker.on('message', (n) => {
  progress.done = progress.done + n;
});
async function local(ms) {
  await once(worker, 'exit');
  await sleep(ms);
  const done = progress.done;
  progress.done = done + 1;
}
await local(1);
console.log(progress.done);
