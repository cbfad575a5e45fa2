// expect: race lost-update on URLSearchParams query key "page"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const query = new URLSearchParams('page=1');

async function next(by, ms) {
  const page = Number(query.get('page')); //! A
  await sleep(ms);
  query.set('page', String(page + by)); //! B
}
await Promise.all([next(1, 3), next(2, 1)]);
console.log(query.toString());
