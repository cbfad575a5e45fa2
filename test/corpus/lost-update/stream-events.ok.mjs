// expect: none
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
const lines = new Map([['log', 0]]);

function tail(stream) {
  let seen = 0;
  stream.on('data', () => seen++);
  stream.on('end', () => lines.set('log', lines.get('log') + seen));
  return finished(stream);
}
async function follow(count) {
  const stream = new PassThrough();
  const done = tail(stream);
  for (let i = 0; i < count; i++) stream.write('line\n');
  stream.end();
  await done;
}
await Promise.all([follow(2), follow(3)]);
console.log(lines.get('log'));
