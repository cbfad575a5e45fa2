// expect: race lost-update on Object this.#items key "n"
// a store of another module answers by a local variable
import { Shelf, sleep } from './shelf.mjs';
const shelf = new Shelf();

async function add(item, ms) {
  const items = (await shelf.get('n')) ?? []; //! A eval:6
  await sleep(ms); // ask the shop
  shelf.put('n', [...items, item]); //! B eval:24
}
await Promise.all([add('ink', 5), add('pen', 2)]);
console.log(await shelf.get('n'));
