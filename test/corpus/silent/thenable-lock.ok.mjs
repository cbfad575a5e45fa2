// expect: none
// a lock whose turn is a thenable
const seats = new Map([['1A', 0]]);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const waiting = [];
let held = false;
const turn = {
  then(resolve) {
    if (!held) {
      held = true;
      resolve();
    } else waiting.push(resolve);
  },
};
function release() {
  const next = waiting.shift();
  if (next) next();
  else held = false;
}
async function book(by, ms) {
  await turn;
  const n = seats.get('1A');
  await sleep(ms);
  seats.set('1A', n + by);
  release();
}
await Promise.all([book(1, 4), book(2, 2), book(3, 1)]);
console.log(seats);
