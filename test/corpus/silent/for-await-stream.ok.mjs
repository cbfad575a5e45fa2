// expect: none
import { Readable } from 'node:stream';
const words = new Map();
let chunks = 0;

async function count(stream) {
  for await (const word of stream) {
    chunks++;
    words.set(word, (words.get(word) ?? 0) + 1);
  }
}
await Promise.all([count(Readable.from(['a', 'b', 'a'])), count(Readable.from(['b', 'a']))]);
console.log(words, chunks);
