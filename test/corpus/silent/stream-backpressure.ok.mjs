// expect: none
// a writer that waits for 'drain' and a reader that counts
import { PassThrough } from 'node:stream';
import { once } from 'node:events';
const stream = new PassThrough({ highWaterMark: 4 });
const counts = { written: 0, read: 0 };

async function write() {
  for (let i = 0; i < 5; i++) {
    if (!stream.write('abc')) await once(stream, 'drain');
    counts.written = counts.written + 1;
  }
  stream.end();
}
async function read() {
  for await (const chunk of stream) counts.read = counts.read + chunk.length;
}
await Promise.all([write(), read()]);
console.log(counts);
