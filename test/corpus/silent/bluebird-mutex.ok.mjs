// expect: none
import Bluebird from 'bluebird';
const seats = new Map([['1A', 0]]);
let tail = Bluebird.resolve();
async function book(by, ms) {
  const before = tail;
  let release;
  tail = new Bluebird((resolve) => (release = resolve));
  await before;
  const n = seats.get('1A');
  await Bluebird.delay(ms);
  seats.set('1A', n + by);
  release();
}
await Promise.all([book(1, 4), book(2, 2), book(3, 1)]);
console.log(seats);
