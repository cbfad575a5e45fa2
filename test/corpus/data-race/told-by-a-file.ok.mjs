// expect: none
// The reader waits for a file that the writer makes, and both say so.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { racewire } from 'racewire';

if (isMainThread) {
  const directory = mkdtempSync(join(tmpdir(), 'told-'));
  const ready = join(directory, 'ready');
  const data = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: { data, ready } });
  while (!existsSync(ready)) await sleep(2);
  racewire.acquire(data);
  const answer = data[0];
  worker.postMessage('read');
  rmSync(directory, { recursive: true });
  process.exitCode = answer === 42 ? 0 : 1;
} else {
  workerData.data[0] = 42;
  racewire.release(workerData.data);
  parentPort.once('message', () => undefined); // It is alive when its data is read.
  writeFileSync(workerData.ready, '');
}
