// expect: race lost-update on array seats key "0"
// why: the place that was found free is taken after an await, by two; the search reads elements, and its answer is a place and no value
import { setTimeout as sleep } from 'node:timers/promises';
const seats = [null, null];

async function sit(name, ms) {
  const place = seats.findIndex((seat) => seat === null); //! A
  await sleep(ms);
  seats[place] = name; //! B
}
await Promise.all([sit('ann', 5), sit('bob', 2)]);
console.log(seats.length);
