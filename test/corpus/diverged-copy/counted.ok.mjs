// expect: none
// the worker counts on its own and sends what it has counted
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const stats = { jobs: 0 };
  const worker = new Worker(new URL(import.meta.url), { workerData: { stats } });
  stats.jobs++;
  const [{ jobs }] = await once(worker, 'message');
  stats.jobs += jobs;
  console.log(stats.jobs);
} else {
  workerData.stats.jobs++;
  parentPort.postMessage(workerData.stats);
}
