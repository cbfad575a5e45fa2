// The pixels come first, then the flag: whoever sees the flag raised sees the whole frame.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const READY = 0;
const PIXELS = 1 << 16;
const shared = new SharedArrayBuffer(4 + 4 * PIXELS);
const flags = new Int32Array(shared, 0, 1);
const frame = new Int32Array(shared, 4);

const reader = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: shared });
await once(reader, 'message'); // the reader waits at the flag
for (let i = 0; i < PIXELS; i++) {
  frame[i] = 255;
}
Atomics.store(flags, READY, 1);
Atomics.notify(flags, READY);
const [white] = (await once(reader, 'message')) as [number];
console.log(`${white} white pixels were seen, expected ${PIXELS}`);
