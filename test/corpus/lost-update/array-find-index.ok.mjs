// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const seats = [null, null];

async function sit(name, ms) {
  const place = seats.findIndex((seat) => seat === null);
  seats[place] = name;
  await sleep(ms);
}
await Promise.all([sit('ann', 5), sit('bob', 2)]);
console.log(seats.length);
