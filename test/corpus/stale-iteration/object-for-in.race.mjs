// expect: race stale-iteration on object peers
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const peers = { ann: 'up', bob: 'up', cat: 'up' };
const pinged = [];

async function ping() {
  for (const name in peers) { //! AB
    await sleep(2);
    pinged.push(name);
  }
}
async function drop(name) {
  await sleep(3);
  delete peers[name]; //! B
}
await Promise.all([ping(), drop('cat')]);
console.log(pinged);
