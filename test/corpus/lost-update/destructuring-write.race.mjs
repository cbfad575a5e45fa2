// expect: race lost-update on property totals.rows
// the write is the target of a destructuring assignment
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const totals = { rows: 0, last: '' };

async function count(n, ms) {
  const rows = totals.rows; //! A
  [totals.rows, totals.last] = await sleep(ms, [rows + n, `batch of ${n}`]); //! B
}
await Promise.all([count(2, 3), count(3, 1)]);
console.log(totals);
