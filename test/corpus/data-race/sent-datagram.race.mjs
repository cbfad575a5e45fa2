// expect: race data-race
// why: a datagram is made of what a view holds when it is sent
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { createSocket } from 'node:dgram';

if (isMainThread) {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  const socket = createSocket('udp4').unref();
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  socket.send(view, 0, 16, 9, '127.0.0.1'); //! A
  await once(worker, 'exit');
  console.log('done');
} else {
  workerData[3] = 1; //! B
}
