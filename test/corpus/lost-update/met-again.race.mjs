// expect: race lost-update on Map taken key "a1"
// why: a condition is met for another seat, but for the one that is taken behind the payment it was not met again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const taken = new Map();
const hall = { open: true };
async function book(seats, who) {
  let paid = null;
  for (const seat of seats) {
    const next = paid;
    if (hall.open && !taken.has(seat)) paid = await pay(seat); //! A
    if (next !== null) taken.set(next, who);
  }
  taken.set(paid, who); //! B
}
async function pay(seat) {
  await sleep(2);
  return seat;
}
await Promise.all([book(['a1'], 'ada'), book(['a1'], 'bob')]);
hall.open = false;
console.log(taken);
