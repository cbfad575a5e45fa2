// expect: race data-race
// why: a port in another context gets its message, but what its sender writes afterwards is not ordered by it
import { MessageChannel, Worker, isMainThread, moveMessagePortToContext, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import vm from 'node:vm';

if (isMainThread) {
  const words = new Int32Array(new SharedArrayBuffer(8));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { words, port: port2 },
    transferList: [port2],
  });
  port1.postMessage('go');
  words[0] = 5; //! A
  await once(worker, 'exit');
  port1.close();
} else {
  const { words, port } = workerData;
  const moved = moveMessagePortToContext(port, vm.createContext({}));
  const message = new Promise((resolve) => (moved.onmessage = resolve));
  moved.start();
  if ((await message).data !== 'go') throw new Error('another message');
  globalThis.seen = words[0]; //! B
  moved.postMessage('done');
  moved.close?.();
}
