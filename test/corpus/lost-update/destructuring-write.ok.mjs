// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const totals = { rows: 0 };

async function count(n, ms) {
  const [more] = await sleep(ms, [n]);
  [totals.rows] = [totals.rows + more];
}
await Promise.all([count(2, 3), count(3, 1)]);
console.log(totals);
