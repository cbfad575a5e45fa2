// expect: race lost-update on array seats
// each guest takes the number of guests so far as the number of the seat
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seats = [];

async function sit(guest, ms) {
  const seat = seats.length; //! A
  await sleep(ms);
  seats[seat] = guest; //! B
}
await Promise.all([sit('ann', 3), sit('bob', 1)]);
console.log(seats);
