// expect: none
// a cache that is handed on filled: each thread goes on with its own and works out what it does not find
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

function square(cache, n) {
  let known = cache.get(n);
  if (known === undefined) {
    known = n * n;
    cache.set(n, known);
  }
  return known;
}

if (isMainThread) {
  const cache = new Map();
  square(cache, 2);
  const worker = new Worker(new URL(import.meta.url), { workerData: { cache } });
  await once(worker, 'message');
  square(cache, 3);
  square(cache, 4);
  await once(worker, 'exit');
  console.log(square(cache, 3), cache.size);
} else {
  const { cache } = workerData;
  square(cache, 3);
  square(cache, 5);
  parentPort.postMessage('up');
  await new Promise((resolve) => setTimeout(resolve, 5));
  console.log(square(cache, 4), cache.size);
}
