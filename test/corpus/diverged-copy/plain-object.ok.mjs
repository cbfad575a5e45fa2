// expect: none
// the worker makes a new object of what it was given
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';
const name = 'requests';

if (isMainThread) {
  const limits = { requests: 100 };
  const worker = new Worker(new URL(import.meta.url), { workerData: limits });
  const [used] = await once(worker, 'message');
  limits[name] = limits[name] - used;
  console.log(limits);
} else {
  const limits = { ...workerData };
  parentPort.postMessage(limits[name] > 10 ? 1 : 0);
}
