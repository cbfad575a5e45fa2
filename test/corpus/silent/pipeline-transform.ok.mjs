// expect: none
// a transform keeps state between the chunks of its one stream
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
const seen = { lines: 0, rest: '' };
const out = [];

const lines = new Transform({
  transform(chunk, _encoding, done) {
    const text = seen.rest + String(chunk);
    setImmediate(() => {
      const parts = text.split('\n');
      seen.rest = parts.pop() ?? '';
      seen.lines += parts.length;
      for (const part of parts) this.push(part);
      done();
    });
  },
});
lines.on('data', (line) => out.push(String(line)));
await pipeline(Readable.from(['a\nb', 'c\n', 'd\ne\n']), lines);
console.log(seen, out);
