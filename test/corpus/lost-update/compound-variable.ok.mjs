// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let total = 0;

async function add(n, ms) {
  const more = await sleep(ms, n);
  total += more;
}
await Promise.all([add(1, 3), add(2, 2), add(4, 1)]);
console.log(total);
