// expect: race lost-update on Map hits key "/"
const hits = new Map([['/', 0]]);
const turn = () => new Promise((r) => setImmediate(r));

async function visit(path) {
  const count = hits.get(path); //! A
  await turn();
  hits.set(path, count + 1); //! B
}
await Promise.all([visit('/'), visit('/')]);
await visit('/');
console.log(hits.get('/'));
