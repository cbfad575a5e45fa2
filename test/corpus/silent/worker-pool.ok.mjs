// expect: none
// a pool of two workers: a worker is taken and given back in one turn each
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const code = "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (n) => parentPort.postMessage(n + 1));";
const idle = [new Worker(code, { eval: true }), new Worker(code, { eval: true })];
const waiting = [];
const results = new Map();

function acquire() {
  const worker = idle.pop();
  return worker ? Promise.resolve(worker) : new Promise((r) => waiting.push(r));
}
function release(worker) {
  const next = waiting.shift();
  if (next) next(worker);
  else idle.push(worker);
}
async function run(n) {
  const worker = await acquire();
  worker.postMessage(n);
  const [answer] = await once(worker, 'message');
  release(worker);
  results.set(n, answer);
}
await Promise.all([1, 2, 3, 4, 5].map(run));
console.log(results.size);
await Promise.all(idle.map((worker) => worker.terminate()));
