// expect: race data-race on SharedArrayBuffer
// The reader waits for a file that the writer makes: an order that racewire cannot see.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const directory = mkdtempSync(join(tmpdir(), 'told-'));
  const ready = join(directory, 'ready');
  const data = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: { data, ready } });
  while (!existsSync(ready)) await sleep(2);
  const answer = data[0]; //! A
  worker.postMessage('read');
  rmSync(directory, { recursive: true });
  process.exitCode = answer === 42 ? 0 : 1;
} else {
  workerData.data[0] = 42; //! B
  parentPort.once('message', () => undefined); // It is alive when its data is read.
  writeFileSync(workerData.ready, '');
}
