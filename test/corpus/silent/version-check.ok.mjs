// expect: none
// optimistic: what was read is written only if its version is still the one that was seen
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const doc = { version: 0, text: '' };

async function append(word, ms) {
  for (;;) {
    const seen = doc.version;
    const text = doc.text;
    await sleep(ms);
    if (doc.version !== seen) continue;
    doc.text = text + word;
    doc.version++;
    return;
  }
}
await append('a', 1);
await Promise.all([append('b', 3), append('c', 1)]);
console.log(doc.text.length);
