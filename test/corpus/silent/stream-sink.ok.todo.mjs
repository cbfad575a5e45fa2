// expect: none
// A stream calls its sink for one chunk after the other: write() comes after what the call before it did, whoever has written.
import { setTimeout as sleep } from 'node:timers/promises';
import { Writable } from 'node:stream';

let total = 0;
const sink = new Writable({
  async write(chunk, _, done) {
    const before = total;
    await sleep(3);
    total = before + chunk.length;
    done();
  },
});

setTimeout(() => sink.write('a'), 2);
setTimeout(() => sink.end('bb', () => console.log(total)), 400);
