// expect: race lost-update on Object this.#items key "n"
// a store of another module tells a callback, which keeps that in an object for a later one
import { Shelf } from './shelf.mjs';
const shelf = new Shelf();

function visit(request, ms) {
  const told = (error, session) => {
    request.session = { views: session?.views ?? 0 };
    setTimeout(() => {
      request.session.views++;
      shelf.put('n', request.session); //! B eval:24
    }, ms);
  };
  shelf.read('n', told); //! A eval:11
}
visit({}, 6);
visit({}, 2);
setTimeout(() => console.log(shelf.at('n')), 30);
