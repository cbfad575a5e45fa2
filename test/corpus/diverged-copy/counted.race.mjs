// expect: race diverged-copy on object stats "jobs"
// both sides count on what each believes to be the common counter
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const stats = { jobs: 0 };
  const worker = new Worker(new URL(import.meta.url), { workerData: { stats } });
  stats.jobs++; //! A
  await once(worker, 'exit');
  console.log(stats.jobs);
} else {
  workerData.stats.jobs++; //! B
}
