// expect: none
// A web stream, and an AbortSignal, whose other end is another thread's: what was done before a chunk was written, or before abort(),
// comes before the chunk is read, or the signal's 'abort'.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { transferableAbortController } from 'node:util';

const cells = isMainThread ? new Int32Array(new SharedArrayBuffer(16)) : workerData;

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: cells });
  const controller = transferableAbortController();
  const source = new ReadableStream({
    start(chunks) {
      setTimeout(() => {
        cells[0] = 1;
        chunks.enqueue('chunk');
        chunks.close();
      }, 5);
    },
  });
  const sink = new WritableStream({
    write() {
      cells[1]++;
      cells[2] = 1;
      controller.abort();
    },
  });
  worker.postMessage({ source, sink, signal: controller.signal }, [source, sink, controller.signal]);
} else {
  const [{ source, sink, signal }] = await once(parentPort, 'message');
  signal.addEventListener('abort', () => console.log(cells[2]));
  for await (const chunk of source) console.log(chunk, cells[0]);
  cells[1] = 1;
  const writer = sink.getWriter();
  await writer.write('chunk');
  await writer.close();
}
