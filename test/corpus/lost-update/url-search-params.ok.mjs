// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const query = new URLSearchParams('page=1');

async function next(by, ms) {
  await sleep(ms);
  const page = Number(query.get('page'));
  query.set('page', String(page + by));
}
await Promise.all([next(1, 3), next(2, 1)]);
console.log(query.toString());
