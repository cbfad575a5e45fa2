// expect: race data-race
// What one counter orders says nothing to those that count at another place.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(64)) : workerData;
const place = isMainThread ? 1 : 2;
if (isMainThread) new Worker(new URL(import.meta.url), { workerData: cells });
Atomics.add(cells, place, 1);
cells[0] = place; //! AB
Atomics.add(cells, place, 1);
