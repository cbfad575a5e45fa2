// expect: race lost-update on Object this.#items key "n"
// a store of another module resolves a promise by a callback; the answer is written back by reactions
import { Shelf, sleep } from './shelf.mjs';
const shelf = new Shelf();

function deposit(amount, ms) {
  return shelf.fetch('n').then((balance = 0) => {
    //! A eval:16
    return sleep(ms).then(() => shelf.put('n', balance + amount)); //! B eval:24
  });
}
await Promise.all([deposit(1, 5), deposit(2, 3)]);
console.log(shelf.at('n'));
