// expect: race data-race on SharedArrayBuffer
// the sender fills the buffer again while the receiver may still be reading it: a message has no way back
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const frame = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url));
  frame.fill(1);
  worker.postMessage(frame);
  frame.fill(2); //! A
  worker.postMessage('stop');
  await once(worker, 'exit');
} else {
  const [frame] = await once(parentPort, 'message');
  let sum = 0;
  for (let i = 0; i < frame.length; i++) sum += frame[i]; //! B
  globalThis.sum = sum;
}
