// expect: none
import { Readable } from 'node:stream';
let total = 0;

async function count(words) {
  let sum = 0;
  for await (const word of Readable.from(words)) sum += word.length;
  total += sum;
}
await Promise.all([count(['one', 'two']), count(['three', 'four', 'five'])]);
console.log(total);
