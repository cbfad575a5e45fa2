// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let db;
let opened = 0;

async function query(text, ms) {
  db ??= sleep(ms, { id: ++opened });
  return `${text} on ${(await db).id}`;
}
console.log(await Promise.all([query('a', 3), query('b', 1)]), opened);
