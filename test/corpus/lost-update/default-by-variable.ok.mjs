// expect: none
// it is read in the turn of the write
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const tags = {};
async function tag(name, id, ms) {
  await sleep(ms);
  await sleep(2);
  let ids = tags[name];
  if (!ids) ids = [];
  tags[name] = [...ids, id];
}
await Promise.all([tag('js', 1, 0), tag('js', 2, 30)]);
console.log(tags.js.length);
