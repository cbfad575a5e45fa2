// expect: race data-race
// A WebAssembly memory that grew has a new buffer object; the bytes are the same, and so is the race.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  worker.once('message', () => {
    memory.grow(1);
    new Uint8Array(memory.buffer)[8] = 1; //! A
    new Uint8Array(memory.buffer)[65544] = 1;
    worker.postMessage('grown');
  });
} else {
  const bytes = new Uint8Array(workerData.buffer);
  parentPort.once('message', () => console.log(new Uint8Array(workerData.buffer)[65544]));
  parentPort.postMessage('ready');
  console.log(bytes[8]); //! B
}
