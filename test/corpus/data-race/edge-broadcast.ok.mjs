// expect: none
// Two receivers of one broadcast, each at a place of its own.
import { BroadcastChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const start = (at) => new Worker(new URL(import.meta.url), { workerData: { cells, at, name: `go ${process.pid}` } });
  const workers = [start(0), start(1)];
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const channel = new BroadcastChannel(`go ${process.pid}`);
  cells[2] = 7;
  channel.postMessage('now');
  channel.close();
} else {
  const channel = new BroadcastChannel(workerData.name);
  channel.onmessage = () => {
    workerData.cells[workerData.at] += workerData.cells[2];
    channel.close();
  };
  parentPort.postMessage('listening');
}
