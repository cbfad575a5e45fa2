// expect: none
// the callback asks the store of another module again
import { Shelf } from './shelf.mjs';
const shelf = new Shelf();

function subscribe(client, ms, done) {
  setTimeout(() => {
    shelf.put('n', [...(shelf.at('n') ?? []), client]);
    done();
  }, ms);
}
await Promise.all([
  new Promise((done) => subscribe('ann', 5, done)),
  new Promise((done) => subscribe('bob', 2, done)),
]);
console.log(shelf.at('n'));
