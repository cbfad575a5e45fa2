// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const headers = new Headers();

async function trace(id, ms) {
  await sleep(ms);
  if (headers.has('x-trace')) return;
  headers.append('x-trace', id);
}
await Promise.all([trace('t1', 5), trace('t2', 2)]);
console.log(headers.get('x-trace'));
