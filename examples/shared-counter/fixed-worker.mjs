import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';

const count = new Int32Array(workerData);
const [words] = await once(parentPort, 'message');
for (let word = 0; word < words; word++) {
  Atomics.add(count, 0, 1);
}
