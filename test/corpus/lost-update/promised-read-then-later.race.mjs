// expect: race lost-update
const rows = { a: 100 };
const get = (id) => new Promise((resolve) => { const v = rows[id]; setTimeout(() => resolve(v), 2); }); //! A
const set = (id, v) => new Promise((resolve) => setTimeout(() => { rows[id] = v; resolve(); }, 2)); //! B
async function withdraw(id, n) { await set(id, (await get(id)) - n); }
await Promise.all([withdraw("a", 10), withdraw("a", 20)]);
console.log(rows.a);
