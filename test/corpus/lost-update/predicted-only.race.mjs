// expect: race lost-update on Map seats key "a"
// in this run the two bookings do not overlap, but nothing makes the second one wait for the first
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seats = new Map([['a', 3]]);

async function book(count, start) {
  await sleep(start);
  const free = seats.get('a'); //! A
  await sleep(1);
  seats.set('a', free - count); //! B
}
await Promise.all([book(1, 1), book(2, 12)]);
console.log(seats.get('a'));
