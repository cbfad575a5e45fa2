// expect: none
// why: messages order through a port in another context, in both directions
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
  words[0] = 5;
  port1.postMessage({ words });
  const [answer] = await once(port1, 'message');
  answer[0] = 7;
  port1.close();
  await once(worker, 'exit');
} else {
  const moved = moveMessagePortToContext(workerData.port, vm.createContext({}));
  const message = new Promise((resolve) => (moved.onmessage = resolve));
  moved.start();
  const { data } = await message;
  if (Object.keys(data).join() !== 'words' || data.words[0] !== 5) throw new Error('another message');
  workerData.words[0] = 6;
  moved.postMessage(data.words);
}
