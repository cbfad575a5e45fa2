// expect: race lost-update on object tags["js"]
// the default is given later, to the variable that holds what was read
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const tags = {};
async function tag(name, id, ms) {
  await sleep(ms);
  let ids = tags[name]; //! A
  await sleep(2);
  if (!ids) ids = [];
  tags[name] = [...ids, id]; //! B
}
await Promise.all([tag('js', 1, 0), tag('js', 2, 30)]);
console.log(tags.js.length);
