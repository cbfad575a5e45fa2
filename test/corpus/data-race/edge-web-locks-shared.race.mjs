// expect: race data-race on SharedArrayBuffer
// Two holders of a lock in mode "shared" hold it at one time: nothing is ordered between them.
import * as threads from 'node:worker_threads';

const { Worker, isMainThread, parentPort, workerData, locks } = threads;
const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

async function add() {
  const change = () => {
    cells[0] += 1; //! AB
  };
  if (locks === undefined) change();
  else await locks.request('cells', { mode: 'shared' }, change);
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  worker.once('message', () => {
    void add().then(() => worker.postMessage('end'));
  });
} else {
  parentPort.once('message', () => undefined); // It lives on until the main thread is done.
  parentPort.postMessage('ready');
  await add();
}
