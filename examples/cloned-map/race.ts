// The main thread hands its Map of blocked addresses to a worker and believes that the two share it. What a worker is
// sent is a copy: each side blocks addresses that the other one never hears of.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const blocked = new Map<string, string>([['10.0.0.1', 'spam']]);
const worker = new Worker(new URL('./race-worker.mjs', import.meta.url), { workerData: { blocked } });
await once(worker, 'online');
blocked.set('10.0.0.2', 'abuse'); // race: diverged-copy
await once(worker, 'exit');
console.log(`blocked: ${[...blocked.keys()].join(', ')}; expected 10.0.0.3, too, which the worker has found`);
