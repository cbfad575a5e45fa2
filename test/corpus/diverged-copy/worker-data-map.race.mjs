// expect: race diverged-copy on Map registry
// the worker gets a copy of the Map; both sides then write their own
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const registry = new Map([['main', 1]]);
  const worker = new Worker(new URL(import.meta.url), { workerData: { registry } });
  registry.set('later', 2); //! A
  await once(worker, 'exit');
  console.log(registry.has('worker'));
} else {
  const { registry } = workerData;
  registry.set('worker', 3); //! B
}
