// expect: none
// the names are taken in one turn, and each is looked up again when its turn comes
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const peers = { ann: 'up', bob: 'up', cat: 'up' };
const pinged = [];

async function ping() {
  for (const name of Object.keys(peers)) {
    await sleep(2);
    if (name in peers) pinged.push(name);
  }
}
async function drop(name) {
  await sleep(3);
  delete peers[name];
}
await Promise.all([ping(), drop('cat')]);
console.log(pinged);
