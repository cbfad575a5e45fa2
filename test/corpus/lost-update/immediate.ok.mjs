// expect: none
// the same handler, but each visit is awaited before the next one
const hits = new Map([['/', 0]]);
const turn = () => new Promise((r) => setImmediate(r));

async function visit(path) {
  const count = hits.get(path);
  await turn();
  hits.set(path, count + 1);
}
await visit('/');
await visit('/');
await visit('/');
console.log(hits.get('/'));
