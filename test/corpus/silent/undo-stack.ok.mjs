// expect: none
// commands run one after the other through a promise chain; the stack belongs to the chain
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const doc = { text: '', version: 0 };
const undo = [];
let queue = Promise.resolve();

function execute(change, ms) {
  const done = queue.then(async () => {
    const before = { ...doc };
    undo.push(before);
    await sleep(ms);
    doc.text = change(before.text);
    doc.version = before.version + 1;
  });
  queue = done.catch(() => {});
  return done;
}
await Promise.all([execute((t) => t + 'a', 2), execute((t) => t + 'b', 1), execute((t) => t.toUpperCase(), 1)]);
console.log(doc, undo.length);
