// expect: none
// the receiver says when it is done
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const frame = new Uint8Array(new SharedArrayBuffer(64));
  const worker = new Worker(new URL(import.meta.url));
  frame.fill(1);
  worker.postMessage(frame);
  await once(worker, 'message');
  frame.fill(2);
  await once(worker, 'exit');
} else {
  const [frame] = await once(parentPort, 'message');
  let sum = 0;
  for (let i = 0; i < frame.length; i++) sum += frame[i];
  globalThis.sum = sum;
  parentPort.postMessage('done');
}
