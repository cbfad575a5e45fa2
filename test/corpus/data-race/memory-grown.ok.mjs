// expect: none
// The bytes that a WebAssembly memory grew by are ordered by messages as the others are.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  worker.once('message', () => {
    memory.grow(1);
    new Uint8Array(memory.buffer)[8] = 1;
    new Uint8Array(memory.buffer)[65544] = 1;
    worker.postMessage('grown');
  });
} else {
  const bytes = new Uint8Array(workerData.buffer);
  console.log(bytes[8]);
  parentPort.once('message', () => console.log(new Uint8Array(workerData.buffer)[65544]));
  parentPort.postMessage('ready');
}
