// expect: race lost-update on Headers headers key "x-trace"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const headers = new Headers();

async function trace(id, ms) {
  if (headers.has('x-trace')) return; //! A
  await sleep(ms); // ask the collector for a number
  headers.append('x-trace', id); //! B
}
await Promise.all([trace('t1', 5), trace('t2', 2)]);
console.log(headers.get('x-trace'));
