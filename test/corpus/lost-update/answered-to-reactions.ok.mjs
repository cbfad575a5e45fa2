// expect: none
// the last reaction asks the store of another module again
import { Shelf, sleep } from './shelf.mjs';
const shelf = new Shelf();

function deposit(amount, ms) {
  return shelf.fetch('n').then(() => {
    return sleep(ms).then(() => shelf.put('n', (shelf.at('n') ?? 0) + amount));
  });
}
await Promise.all([deposit(1, 5), deposit(2, 3)]);
console.log(shelf.at('n'));
