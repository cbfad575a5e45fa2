// expect: none
// A message orders what its sender did before it, however it is listened to.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { on, once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(32));
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  const next = (value) => {
    cells[value] = value;
    worker.postMessage(value);
  };
  next(1);
  await once(worker, 'message');
  next(cells[5] + 1);
  await new Promise((done) => worker.once('message', done));
  next(cells[6] + 1);
  for await (const [last] of on(worker, 'message')) {
    if (last === 'last') break;
  }
  console.log(cells[7]);
} else {
  const answer = (value) => {
    workerData[4 + value] = workerData[value];
    parentPort.postMessage(value === 3 ? 'last' : value);
  };
  parentPort.once('message', (value) => {
    parentPort.onmessage = ({ data }) => {
      parentPort.onmessage = null;
      parentPort.addEventListener('message', ({ data: third }) => answer(third), { once: true });
      answer(data);
    };
    answer(value);
  });
}
