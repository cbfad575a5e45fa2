// expect: none
// one Map is filled, sent and cleared again and again; the receiver takes out of each clone what it has handled
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const batch = new Map();
  const worker = new Worker(new URL(import.meta.url));
  for (let round = 0; round < 3; round++) {
    batch.set(`job ${round}`, round);
    batch.set('round', round);
    worker.postMessage(batch);
    batch.clear();
    await once(worker, 'message');
  }
  batch.set('round', 'over');
  for (const [name] of batch) console.log(name);
  worker.postMessage(null);
} else {
  parentPort.on('message', (batch) => {
    if (batch === null) return parentPort.close();
    batch.set('round', -1);
    for (const [name] of batch) batch.delete(name);
    parentPort.postMessage('done');
  });
}
