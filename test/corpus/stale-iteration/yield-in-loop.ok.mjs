// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rows = new Map([[1, 'a'], [2, 'b'], [3, 'c']]);

async function* read() {
  for (const [id, text] of new Map(rows)) {
    yield `${id}${text}`;
  }
}
async function report() {
  const lines = [];
  for await (const line of read()) {
    await sleep(2);
    lines.push(line);
  }
  return lines;
}
async function purge() {
  await sleep(3);
  rows.delete(3);
}
console.log(await Promise.all([report(), purge()]));
