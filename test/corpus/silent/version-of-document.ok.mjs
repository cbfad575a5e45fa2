// expect: none
// who came too late has looked at what the other had written along with it, in the turn of the write
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const doc = { version: 1, body: '' };
async function save(body, ms) {
  for (;;) {
    const { version } = doc;
    await sleep(ms);
    if (doc.version !== version) continue;
    doc.body = body;
    doc.version = version + 1;
    return;
  }
}
await Promise.all([save('older', 6), save('newer', 2)]);
console.log(doc.version);
