// expect: none
const delay = (ms, fn) => new Promise((resolve) => setTimeout(() => resolve(fn()), ms));
const rows = { a: 1 };
const db = {
  find: (id) => delay(2, () => rows[id]),
  increment: (id, n) => delay(2, () => { rows[id] += n; }),
};
async function add(n) { const v = await db.find("a"); await db.increment("a", n); return v; }
Promise.all([add(1), add(2)]).then(() => console.log(rows.a));
