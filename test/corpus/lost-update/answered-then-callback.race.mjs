// expect: race lost-update on Object this.#items key "n"
// what a store of another module answers goes into a callback that is registered then
import { Shelf } from './shelf.mjs';
const shelf = new Shelf();

function subscribe(client, ms, done) {
  const clients = shelf.at('n') ?? []; //! A eval:21
  setTimeout(() => {
    shelf.put('n', [...clients, client]); //! B eval:24
    done();
  }, ms);
}
await Promise.all([
  new Promise((done) => subscribe('ann', 5, done)),
  new Promise((done) => subscribe('bob', 2, done)),
]);
console.log(shelf.at('n'));
