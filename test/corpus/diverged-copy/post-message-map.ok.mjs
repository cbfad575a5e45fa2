// expect: none
// the Map is handed over: the sender does not use it any more
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cache = new Map([['a', 1]]);
  cache.set('b', 2);
  const worker = new Worker(new URL(import.meta.url));
  worker.postMessage(cache);
  const [done] = await once(worker, 'message');
  console.log([...done.keys()]);
} else {
  const [cache] = await once(parentPort, 'message');
  cache.set('c', 3);
  parentPort.postMessage(cache);
}
