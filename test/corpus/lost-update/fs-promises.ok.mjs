// expect: none
import { readFile, stat } from 'node:fs/promises';
const sizes = new Map();

async function measure(how) {
  const size = await how(new URL(import.meta.url));
  sizes.set('total', (sizes.get('total') ?? 0) + size);
}
await Promise.all([
  measure(async (url) => (await readFile(url)).length),
  measure(async (url) => (await stat(url)).size + 1),
]);
console.log(sizes.get('total') > 0);
