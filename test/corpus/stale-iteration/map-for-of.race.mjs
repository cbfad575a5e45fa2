// expect: race stale-iteration on Map clients
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const clients = new Map([['a', 1], ['b', 2], ['c', 3]]);
const told = [];

async function broadcast() {
  for (const [name] of clients) { //! AB
    await sleep(2);
    told.push(name);
  }
}
async function leave(name) {
  await sleep(3);
  clients.delete(name); //! B
}
await Promise.all([broadcast(), leave('c')]);
console.log(told);
