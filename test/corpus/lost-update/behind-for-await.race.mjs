// expect: race lost-update on variable used
// What stands behind the loop goes on with the operation of the call.
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
let used = 0;

async function upload(stream) {
  let size = 0;
  for await (const chunk of stream) size += chunk.length;
  const before = used; //! A
  await sleep(1);
  used = before + size; //! B
}
await Promise.all([upload(Readable.from(['abc'])), upload(Readable.from(['de', 'f']))]);
console.log(used);
