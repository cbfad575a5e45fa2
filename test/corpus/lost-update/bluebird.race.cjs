// expect: race lost-update on Map seats key "1A"
const Bluebird = require('bluebird');
const seats = new Map([['1A', 0]]);

function book(by, ms) {
  return Bluebird.resolve()
    .then(() => {
      const n = seats.get('1A'); //! A
      return Bluebird.delay(ms).then(() => {
        seats.set('1A', n + by); //! B
      });
    });
}
Bluebird.all([book(1, 4), book(2, 2)]).then(() => console.log(seats.get('1A')));
