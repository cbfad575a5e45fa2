// A producer hands frames to a worker through shared memory: a flag says that the frame is there. The flag is raised
// before the pixels are written, so the worker may read a frame that is half old and half new.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const READY = 0;
const PIXELS = 1 << 16;
const shared = new SharedArrayBuffer(4 + 4 * PIXELS);
const flags = new Int32Array(shared, 0, 1);
const frame = new Int32Array(shared, 4);

const reader = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: shared });
await once(reader, 'message'); // the reader waits at the flag
Atomics.store(flags, READY, 1);
Atomics.notify(flags, READY);
for (let i = 0; i < PIXELS; i++) {
  frame[i] = 255; // race: data-race
}
const [white] = (await once(reader, 'message')) as [number];
console.log(`${white} white pixels were seen, expected ${PIXELS}`);
