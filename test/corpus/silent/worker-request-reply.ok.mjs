// expect: none
// the pending requests are kept in a Map by number; each reply takes its own away
import { Worker } from 'node:worker_threads';
const pending = new Map();
let next = 0;
const code = "const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ id, n }) => parentPort.postMessage({ id, n: n * n }));";
const worker = new Worker(code, { eval: true });
worker.on('message', ({ id, n }) => {
  const done = pending.get(id);
  pending.delete(id);
  done(n);
});
function square(n) {
  const id = ++next;
  return new Promise((done) => {
    pending.set(id, done);
    worker.postMessage({ id, n });
  });
}
console.log(await Promise.all([square(2), square(3), square(4)]));
await worker.terminate();
