// expect: none
// who is left alone: the walk was left before the other one came, or the change was made by its own last step
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const listeners = new Set();
const heard = [];
const once = async () => {
  await sleep(1);
  heard.push('a');
  listeners.delete(once);
};
listeners.add(once);
listeners.add(async () => heard.push('b'));

async function publish() {
  for (const listener of listeners) await listener();
}
async function first() {
  for (const listener of listeners) {
    await sleep(1);
    return listener;
  }
}
await publish();
async function leave(listener) {
  await sleep(3);
  listeners.delete(listener);
}
const [found] = await Promise.all([first(), leave(once)]);
await leave(found);
console.log(heard, listeners.size);
