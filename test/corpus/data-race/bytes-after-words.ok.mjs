// expect: none
// why: words and bytes are looked through before the worker is let go on
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const memory = new SharedArrayBuffer(72);
  const go = new Int32Array(memory, 64, 1);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const scan = (words, bytes) => {
    let found = 0;
    let i = 0;
    while (i < 16) found += words[i++];
    i = 0;
    while (i < 64) {
      if (bytes[i] > 3) found++;
      i++;
    }
    Atomics.store(go, 0, 1);
    return found;
  };
  console.log(scan(new Int32Array(memory, 0, 16), new Uint8Array(memory, 0, 64)) >= 0);
  await once(worker, 'exit');
} else {
  const go = new Int32Array(workerData, 64, 1);
  while (Atomics.load(go, 0) === 0);
  new DataView(workerData).setInt16(33, 257);
}
