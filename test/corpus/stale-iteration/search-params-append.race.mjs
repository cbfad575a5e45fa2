// expect: race stale-iteration on URLSearchParams query
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const query = new URLSearchParams('a=1&b=2');
const sent = [];

async function send() {
  for (const [name, value] of query) { //! A
    await sleep(2);
    sent.push(`${name}=${value}`);
  }
}
async function tag(name) {
  await sleep(1);
  query.append('tag', name); //! B
}
await Promise.all([send(), tag('x')]);
console.log(sent);
