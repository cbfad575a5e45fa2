// expect: none
const rows = { a: 100 };
function getBalance(id) { return new Promise((resolve) => setTimeout(() => resolve(rows[id]), 2)); }
function setBalance(id, v) { return new Promise((resolve) => setTimeout(() => { rows[id] = v; resolve(); }, 2)); }
async function withdraw(id, n) {
  const balance = await getBalance(id);
  await setBalance(id, balance - n);
}
await withdraw("a", 10);
await withdraw("a", 20);
console.log(rows.a);
