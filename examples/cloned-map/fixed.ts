// One thread owns the Map. The worker sends what it has found, and the owner writes it down.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const blocked = new Map<string, string>([['10.0.0.1', 'spam']]);
const worker = new Worker(new URL('./fixed-worker.mjs', import.meta.url), {
  workerData: { known: [...blocked.keys()] },
});
worker.on('message', ({ address, why }: { address: string; why: string }) => blocked.set(address, why));
await once(worker, 'online');
blocked.set('10.0.0.2', 'abuse');
await once(worker, 'exit');
console.log(`blocked: ${[...blocked.keys()].join(', ')}; expected 10.0.0.3, too, which the worker has found`);
