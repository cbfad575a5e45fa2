// expect: none
// the place is taken in the turn in which it was found
import { setTimeout as sleep } from 'node:timers/promises';

const seats = [null, null];

async function sit(name, ms) {
  await sleep(ms);
  const place = seats.findIndex(function (seat) {
    return null === seat;
  });
  seats[place] = name;
}
await Promise.all([sit('ann', 5), sit('bob', 2)]);
console.log(seats.length);
