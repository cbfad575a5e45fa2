// expect: none
// a mutex of bluebird promises
const Bluebird = require('bluebird');
const seats = new Map([['1A', 0]]);
let tail = Bluebird.resolve();

function book(by, ms) {
  tail = tail.then(() => {
    const n = seats.get('1A');
    return Bluebird.delay(ms).then(() => {
      seats.set('1A', n + by);
    });
  });
  return tail;
}
Bluebird.all([book(1, 4), book(2, 2)]).then(() => console.log(seats.get('1A')));
