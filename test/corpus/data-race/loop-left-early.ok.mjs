// expect: none
// A loop over a view reads no element behind the one at which it is left.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(64)).fill(65, 0, 8);
  new Worker(new URL(import.meta.url), { workerData: bytes }).once('message', (text) => console.log(text));
  bytes[60] = 66;
} else {
  let text = '';
  for (const byte of workerData) {
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  parentPort.postMessage(text);
}
