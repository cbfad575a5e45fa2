// expect: none
// the messages of one thread come in their order
import { BroadcastChannel, Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const state = { leader: '', offers: 0 };
  const channel = new BroadcastChannel('election');
  const over = new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      state.leader = data;
      if (++state.offers === 2) resolve();
    };
  });
  const workers = [new Worker(new URL(import.meta.url), { workerData: 'ann' })];
  const ends = workers.map((worker) => once(worker, 'exit'));
  await over;
  for (const worker of workers) worker.postMessage('over');
  channel.close();
  await Promise.all(ends);
  console.log(state.leader !== '');
} else {
  const { parentPort } = await import('node:worker_threads');
  const channel = new BroadcastChannel('election');
  channel.postMessage('nobody');
  channel.postMessage(workerData);
  await once(parentPort, 'message');
  channel.close();
}
