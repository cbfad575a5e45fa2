// expect: race diverged-copy on Set seen
// each side adds what it has seen; the main thread lists "all" at the end. That the worker says "done" tells nothing.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const seen = new Set(['a']);
  const worker = new Worker(new URL(import.meta.url), { workerData: { seen } });
  const answer = once(worker, 'message');
  await once(worker, 'online');
  seen.add('b'); //! A
  await answer;
  for (const name of seen) console.log(name);
} else {
  const { seen } = workerData;
  seen.add('c'); //! B
  parentPort.postMessage('done');
}
