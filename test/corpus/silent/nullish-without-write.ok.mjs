// expect: none
// the value is there: the assignment never happens
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let db = { id: 0 };
const options = { retries: 3 };

async function query(ms) {
  db ??= await sleep(ms, { id: 1 });
  await sleep(ms);
  options.retries ??= ms;
  return db.id + options.retries;
}
console.log(await Promise.all([query(3), query(1)]));
