// expect: none
// the state is sent again after it changed, and each receiver works on what it got
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const settings = new Map([['mode', 'slow']]);
  const worker = new Worker(new URL(import.meta.url));
  worker.postMessage({ type: 'start', settings });
  settings.set('verbose', true);
  worker.postMessage({ type: 'change', settings });
  await once(worker, 'exit');
  settings.set('mode', 'over');
} else {
  const [first] = await once(parentPort, 'message');
  first.settings.set('worker', 'up');
  const [{ settings }] = await once(parentPort, 'message');
  settings.set('mode', 'fast');
  console.log(settings.get('verbose') ?? 'quiet');
}
