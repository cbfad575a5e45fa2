// expect: race diverged-copy on Map cache
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cache = new Map([['a', 1]]);
  const worker = new Worker(new URL(import.meta.url));
  worker.postMessage(cache);
  cache.set('b', 2); //! A
  await once(worker, 'exit');
  console.log([...cache.keys()]);
} else {
  const [cache] = await once(parentPort, 'message');
  cache.set('c', 3); //! B
}
