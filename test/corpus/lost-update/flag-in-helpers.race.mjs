// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';

class Seat {
  taken = false;
  isFree() {
    return !this.taken; //! A
  }
  take() {
    this.taken = true; //! B
  }
}
const seat = new Seat();
async function reserve() {
  if (!seat.isFree()) return false;
  await sleep(2);
  seat.take();
  return true;
}
console.log((await Promise.all([reserve(), reserve()])).length);
