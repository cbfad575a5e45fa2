// expect: race diverged-copy on object limits
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
const name = 'requests';

if (isMainThread) {
  const limits = { requests: 100 };
  const worker = new Worker(new URL(import.meta.url), { workerData: limits });
  await once(worker, 'online');
  limits[name] = 50; //! A
  await once(worker, 'exit');
  console.log(limits);
} else {
  const limits = workerData;
  limits[name] = limits[name] - 1; //! B
}
