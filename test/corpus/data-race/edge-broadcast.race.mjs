// expect: race data-race
// Two receivers of one broadcast are ordered after the sender, not with each other.
import { BroadcastChannel, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const start = () => new Worker(new URL(import.meta.url), { workerData: { cells, name: `go ${process.pid}` } });
  const workers = [start(), start()];
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const channel = new BroadcastChannel(`go ${process.pid}`);
  channel.postMessage('now');
  channel.close();
} else {
  const channel = new BroadcastChannel(workerData.name);
  channel.onmessage = () => {
    workerData.cells[0] += 1; //! AB
    channel.close();
  };
  parentPort.postMessage('listening');
}
