// expect: race lost-update on variable remaining
// who has tested goes on and gives up by itself, whatever was counted down meanwhile
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const code = "require('node:worker_threads').parentPort.postMessage('good')";

async function all(workers, done) {
  let remaining = workers.length;
  for (const worker of workers) {
    worker.on('message', () => {
      remaining--;
      if (remaining === 0) done('all');
    });
  }
  if (remaining) { //! A
    await sleep(1);
    remaining = 0; //! B
    done('none');
  }
}

const workers = [1, 2].map(() => new Worker(code, { eval: true }));
await all(workers, () => console.log('done'));
