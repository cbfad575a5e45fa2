// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seats = [];

async function sit(guest, ms) {
  await sleep(ms);
  seats.push(guest);
}
await Promise.all([sit('ann', 3), sit('bob', 1)]);
console.log(seats);
