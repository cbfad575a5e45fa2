// expect: race lost-update on variable db
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let db;
let opened = 0;

async function query(text, ms) {
  db ??= await sleep(ms, { id: ++opened }); //! AB
  return `${text} on ${db.id}`;
}
console.log(await Promise.all([query('a', 3), query('b', 1)]), opened);
