// expect: race diverged-copy on Map settings
// the worker waits for a setting that only the main thread's Map gets
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const settings = new Map([['mode', 'slow']]);
  const worker = new Worker(new URL(import.meta.url));
  worker.postMessage({ type: 'start', settings });
  settings.set('verbose', true); //! A
  worker.postMessage('go');
  await once(worker, 'exit');
} else {
  const [{ settings }] = await once(parentPort, 'message');
  settings.set('worker', 'up'); //! B
  await once(parentPort, 'message');
  console.log(settings.get('verbose') ?? 'quiet');
}
