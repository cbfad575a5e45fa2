// expect: race data-race
// A loop over a view reads one element after the other: the fourth is one too many.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const bytes = new Uint8Array(new SharedArrayBuffer(64)).fill(65, 0, 8);
  new Worker(new URL(import.meta.url), { workerData: bytes }).once('message', (text) => console.log(text));
  bytes[3] = 66; //! A
} else {
  let text = '';
  // prettier-ignore
  for (const byte of workerData) { //! B
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  parentPort.postMessage(text);
}
