// expect: none
// why: what says itself how it is written, is given a replacer or a format is not read, nor are elements that are not printed
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { format, inspect } from 'node:util';

if (isMainThread) {
  const view = new Int32Array(new SharedArrayBuffer(4096));
  const worker = new Worker(new URL(import.meta.url), { workerData: view });
  const quiet = { view, toJSON: () => 'quiet', [inspect.custom]: () => 'quiet' };
  console.log(JSON.stringify({ quiet }), JSON.stringify({ view }, () => 1), format('%d', 1, quiet), inspect(quiet));
  globalThis.text = format([[[{ view }]]]) + format(view);
  await once(worker, 'exit');
} else {
  workerData[1000] = 1;
}
