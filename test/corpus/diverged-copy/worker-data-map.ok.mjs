// expect: none
// the worker only reads its copy, and says what it would have written
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const registry = new Map([['main', 1]]);
  const worker = new Worker(new URL(import.meta.url), { workerData: { registry } });
  registry.set('later', 2);
  const [name] = await once(worker, 'message');
  registry.set(name, 3);
  console.log(registry.has('worker'));
} else {
  const { registry } = workerData;
  parentPort.postMessage(registry.has('main') ? 'worker' : 'none');
}
