// expect: race data-race
import fs from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const text = Buffer.from(new SharedArrayBuffer(16));
  text.write('first');
  const worker = new Worker(new URL(import.meta.url), { workerData: text.buffer });
  worker.once('message', () => {
    text.write('other'); //! A
  });
} else {
  const decoder = new StringDecoder('utf8');
  const file = fs.openSync('/dev/null', 'w');
  parentPort.postMessage('reading');
  const line = decoder.write(Buffer.from(workerData)); //! B
  fs.write(file, line, () => fs.closeSync(file));
}
