// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const all = new Map();

async function* pages(prefix) {
  for (let page = 0; page < 3; page++) {
    await sleep(1);
    yield [`${prefix}${page}a`, `${prefix}${page}b`];
  }
}
async function collect(prefix) {
  let count = 0;
  for await (const items of pages(prefix)) {
    for (const item of items) {
      all.set(item, prefix);
      count++;
    }
  }
  return count;
}
console.log(await Promise.all([collect('x'), collect('y')]), all.size);
