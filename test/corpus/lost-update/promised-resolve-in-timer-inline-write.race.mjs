// expect: race lost-update
const rows = { a: 100 };
const get = (id) => new Promise((resolve) => setTimeout(() => resolve(rows[id]), 2)); //! A
async function withdraw(id, n) {
  const balance = await get(id);
  rows[id] = balance - n;
  if (rows.b) await get(id);
}
async function late(id, n, ms) {
  const balance = await get(id);
  await new Promise((r) => setTimeout(r, ms));
  rows[id] = balance - n; //! B
}
await Promise.all([late("a", 10, 5), late("a", 20, 3)]);
console.log(rows.a);
