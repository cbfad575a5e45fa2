// expect: race lost-update
const delay = (ms, fn) => new Promise((resolve) => setTimeout(() => resolve(fn()), ms));
const rows = { a: 1 };
const db = {
  find: (id) => delay(2, () => rows[id]), //! A
  update: (id, v) => delay(2, () => { rows[id] = v; }), //! B
};
async function add(n) { const v = await db.find("a"); await db.update("a", v + n); }
Promise.all([add(1), add(2)]).then(() => console.log(rows.a));
