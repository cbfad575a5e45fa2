// expect: none
// Who holds a lock comes after all that held it before. Without navigator.locks (Node.js before 24.5) nothing is done.
import * as threads from 'node:worker_threads';

const { Worker, isMainThread, parentPort, workerData, locks } = threads;
const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

async function add() {
  for (let i = 0; i < 5; i++) {
    await locks?.request('cells', async () => {
      cells[0] += 1;
      await new Promise((done) => setTimeout(done, 1));
      cells[0] += 1;
    });
  }
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
