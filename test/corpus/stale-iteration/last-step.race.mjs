// expect: race stale-iteration on Set listeners
// the walk ends early: what is left out is known only at its last step
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const listeners = new Set();
const heard = [];
listeners.add(async () => {
  await sleep(3);
  heard.push('a');
});
const second = async () => heard.push('b');
listeners.add(second);

async function publish() {
  for (const listener of listeners) await listener(); //! A
}
async function leave() {
  await sleep(1);
  listeners.delete(second); //! B
}
await Promise.all([publish(), leave()]);
console.log(heard);
