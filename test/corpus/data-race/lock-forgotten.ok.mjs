// expect: none
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

function locked(cells, job) {
  while (Atomics.compareExchange(cells, 0, 0, 1) !== 0) Atomics.wait(cells, 0, 1);
  job();
  Atomics.store(cells, 0, 0);
  Atomics.notify(cells, 0, 1);
}
if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url), { workerData: cells }));
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')));
  await once(workers[0], 'message');
  locked(cells, () => {
    globalThis.total = cells[2];
  });
  await ended;
} else {
  parentPort.postMessage('begun');
  for (let i = 0; i < 20; i++) {
    locked(workerData, () => {
      workerData[2] = workerData[2] + 1;
    });
  }
}
