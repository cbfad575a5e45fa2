// expect: none
// the worker sends what it has added
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const seen = new Set(['a']);
  const worker = new Worker(new URL(import.meta.url), { workerData: { seen } });
  const answer = once(worker, 'message');
  await once(worker, 'online');
  seen.add('b');
  const [{ added }] = await answer;
  for (const name of added) seen.add(name);
  for (const name of seen) console.log(name);
} else {
  const { seen } = workerData;
  seen.add('c');
  parentPort.postMessage({ added: [...seen] });
}
