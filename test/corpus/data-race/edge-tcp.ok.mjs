// expect: none
// Bytes of a connection between two threads: what a server in a worker did before it answers comes before the answer, and what was
// done before a request was sent comes before the server hears of it.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  const [ports] = await once(worker, 'message');
  cells[1] = 1;
  const socket = net.connect(ports.net, '127.0.0.1');
  await once(socket.setEncoding('utf8'), 'data');
  cells[0]++;
  socket.end();
  const request = http.get({ host: '127.0.0.1', port: ports.http, agent: false });
  const [response] = await once(request, 'response');
  cells[2]++;
  await once(response.resume(), 'end');
  cells[3]++;
  worker.postMessage('stop');
} else {
  const plain = net.createServer((socket) => {
    cells[0] = 1;
    socket.write('done');
    plain.close();
  });
  const server = http.createServer((_, response) => {
    cells[2] = cells[1];
    response.write('half');
    setTimeout(() => {
      cells[3] = 1;
      response.end();
    }, 5);
  });
  plain.listen(0, '127.0.0.1');
  server.listen(0, '127.0.0.1');
  await Promise.all([once(plain, 'listening'), once(server, 'listening')]);
  parentPort.once('message', () => server.close());
  parentPort.postMessage({ net: plain.address().port, http: server.address().port });
}
