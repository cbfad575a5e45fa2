// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seats = new Map([['a', 3]]);

async function book(count, start) {
  await sleep(start);
  const free = seats.get('a');
  await sleep(1);
  seats.set('a', free - count);
}
await book(1, 1);
await book(2, 2);
console.log(seats.get('a'));
