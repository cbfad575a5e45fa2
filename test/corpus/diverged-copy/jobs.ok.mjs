// expect: none
// job objects: the sender keeps its books in them, the receiver notes in its clones what it does
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const options = { retries: 1, label: 'x' };
  for (let id = 0; id < 3; id++) {
    const job = { id, status: 'new', at: 0, options };
    worker.postMessage(job);
    job.status = 'sent';
    job.at = id + 1;
    const [answer] = await once(worker, 'message');
    job.status = answer.ok ? 'done' : 'failed';
  }
  options.retries = 5;
  worker.postMessage(null);
} else {
  parentPort.on('message', (job) => {
    if (job === null) return parentPort.close();
    job.status = 'processing';
    job.at = Date.now();
    job.options.retries = 9;
    parentPort.postMessage({ id: job.id, ok: true });
  });
}
