// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function* pages(first, ms) {
  const cursor = { page: 0 };
  for (let i = first; i < first + 2; i++) {
    cursor.page = i;
    await sleep(ms);
    yield `${i}: page ${cursor.page}`;
  }
}
async function read(first, ms) {
  const all = [];
  for await (const page of pages(first, ms)) all.push(page);
  return all;
}
console.log(await Promise.all([read(1, 3), read(10, 2)]));
