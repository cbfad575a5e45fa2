// expect: race order-race on property state.leader
// two threads post to one channel, which orders the messages of each and not those of both
import { BroadcastChannel, Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

if (isMainThread) {
  const state = { leader: '', offers: 0 };
  const channel = new BroadcastChannel('election');
  const over = new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      state.leader = data; //! AB
      if (++state.offers === 2) resolve();
    };
  });
  const workers = ['ann', 'bob'].map((name) => new Worker(new URL(import.meta.url), { workerData: name }));
  const ends = workers.map((worker) => once(worker, 'exit'));
  await over;
  for (const worker of workers) worker.postMessage('over');
  channel.close();
  await Promise.all(ends);
  console.log(state.leader !== '');
} else {
  const { parentPort } = await import('node:worker_threads');
  const channel = new BroadcastChannel('election');
  channel.postMessage(workerData);
  await once(parentPort, 'message');
  channel.close();
}
