// expect: race stale-iteration on URLSearchParams query
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const query = new URLSearchParams('a=1&b=2&c=3');
const sent = [];

async function send() {
  for (const [name] of query) { //! AB
    await sleep(2);
    sent.push(name);
  }
}
async function strip(name) {
  await sleep(3);
  query.delete(name); //! B
}
await Promise.all([send(), strip('a')]);
console.log(sent);
