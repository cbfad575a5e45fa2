// expect: race lost-update on variable total
// the old value is read before the await of the right-hand side
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let total = 0;

async function add(n, ms) {
  total += await sleep(ms, n); //! AB
}
await Promise.all([add(1, 3), add(2, 2), add(4, 1)]);
console.log(total);
