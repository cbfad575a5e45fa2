// expect: none
// A method of the program's own is no built-in, whatever its name: this one reads under the lock.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

class Total {
  update(view) {
    while (Atomics.compareExchange(view, 0, 0, 1) !== 0);
    view[1] += 1;
    Atomics.store(view, 0, 0);
  }
}

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(16));
  new Worker(new URL(import.meta.url), { workerData: view });
  new Total().update(view);
} else {
  new Total().update(workerData);
}
