// expect: race lost-update
const rows = { a: 100 };
function getBalance(id) { return new Promise((resolve) => setTimeout(() => resolve(rows[id]), 2)); } //! A
function setBalance(id, v) { return new Promise((resolve) => setTimeout(() => { rows[id] = v; resolve(); }, 2)); } //! B
async function withdraw(id, n) {
  const balance = await getBalance(id);
  await setBalance(id, balance - n);
}
await Promise.all([withdraw("a", 10), withdraw("a", 20)]);
console.log(rows.a);
