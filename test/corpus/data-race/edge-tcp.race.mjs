// expect: race data-race on SharedArrayBuffer
// The server goes on after it has answered: the bytes order nothing of that.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import net from 'node:net';

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  const [port] = await once(worker, 'message');
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'data');
  cells[0]++; //! A
  worker.postMessage('stop');
  socket.end();
} else {
  const server = net.createServer((socket) => {
    socket.write('done');
    cells[0] = 1; //! B
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  parentPort.once('message', () => server.close());
  parentPort.postMessage(server.address().port);
}
