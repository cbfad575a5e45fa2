// expect: none
// a store of another module is asked again behind the await
import { Shelf, sleep } from './shelf.mjs';
const shelf = new Shelf();

async function add(item, ms) {
  await sleep(ms); // ask the shop
  shelf.put('n', [...(shelf.at('n') ?? []), item]);
}
await Promise.all([add('ink', 5), add('pen', 2)]);
console.log(await shelf.get('n'));
