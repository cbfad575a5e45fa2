// expect: race lost-update on variable total
import { Readable } from 'node:stream';
let total = 0;

async function count(words) {
  let sum = total; //! A
  for await (const word of Readable.from(words)) sum += word.length;
  total = sum; //! B
}
await Promise.all([count(['one', 'two']), count(['three', 'four', 'five'])]);
console.log(total);
