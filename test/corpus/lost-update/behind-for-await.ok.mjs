// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
let used = 0;

async function upload(stream) {
  let size = 0;
  for await (const chunk of stream) size += chunk.length;
  await sleep(1);
  const before = used;
  used = before + size;
}
await Promise.all([upload(Readable.from(['abc'])), upload(Readable.from(['de', 'f']))]);
console.log(used);
