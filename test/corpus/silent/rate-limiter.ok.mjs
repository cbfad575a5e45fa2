// expect: none
// a token bucket: tested and taken in one turn, refilled by a timer
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let tokens = 2;
const timer = setInterval(() => {
  tokens = Math.min(2, tokens + 1);
}, 2);

async function call(n) {
  while (tokens === 0) await sleep(1);
  tokens = tokens - 1;
  return n;
}
console.log(await Promise.all([1, 2, 3, 4].map(call)));
clearInterval(timer);
