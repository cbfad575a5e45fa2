// expect: race stale-iteration on Map rows
// the loop is suspended at its yield while the consumer waits
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rows = new Map([[1, 'a'], [2, 'b'], [3, 'c']]);

async function* read() {
  for (const [id, text] of rows) { //! AB
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
  rows.delete(3); //! B
}
console.log(await Promise.all([report(), purge()]));
