// expect: race lost-update on array seats key "0"
// as array-find-index, in words that compilers choose: a function, and what stands for nothing on the left
import { setTimeout as sleep } from 'node:timers/promises';

const seats = [null, null];

async function sit(name, ms) {
  // prettier-ignore
  const place = seats.findIndex(function (seat) { return null === seat; }); //! A
  await sleep(ms);
  seats[place] = name; //! B
}
await Promise.all([sit('ann', 5), sit('bob', 2)]);
console.log(seats.length);
