// expect: race lost-update
// A loop finds a seat that is free, and says which one: two find the same.
import { setTimeout as sleep } from 'node:timers/promises';
const seats = new Map([
  ['1a', null],
  ['1b', null],
]);

function findFree() {
  for (const [seat, guest] of seats) if (guest === null) return seat; //! A
  throw new Error('full');
}
async function book(guest, ms) {
  const seat = findFree();
  await sleep(ms);
  seats.set(seat, guest); //! B
}
await Promise.all([book('ann', 6), book('bob', 2)]);
console.log(seats);
