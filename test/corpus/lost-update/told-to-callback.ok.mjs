// expect: none
// the last callback is told anew by the store of another module
import { Shelf } from './shelf.mjs';
const shelf = new Shelf();

function visit(request, ms) {
  setTimeout(() => {
    shelf.read('n', () => shelf.put('n', { views: (shelf.at('n')?.views ?? 0) + 1 }));
  }, ms);
}
visit({}, 6);
visit({}, 2);
setTimeout(() => console.log(shelf.at('n')), 30);
