// expect: none
// a record of a pool: the condition asked for what it belonged to before, which was taken away since, and the next use gives it another owner
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Batch {
  owner = null;
  begin(owner) {
    this.owner = owner;
  }
  encode(key) {
    if (this.owner.encoding) return this.owner.encoding.encode(key);
    return key;
  }
  end() {
    this.owner = null;
  }
}
const batch = new Batch();
const waiting = [];
const ticking = setInterval(() => {
  const resolve = waiting.shift();
  if (resolve === undefined) return;
  batch.end();
  resolve();
}, 1);

async function use(owner, key) {
  batch.begin(owner);
  await null;
  batch.encode(key);
  await new Promise((resolve) => waiting.push(resolve));
}
async function work() {
  await use({ encoding: null }, 'a');
  await use({ encoding: null }, 'b');
}
await work();
clearInterval(ticking);
