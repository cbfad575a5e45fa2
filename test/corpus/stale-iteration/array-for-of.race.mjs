// expect: race stale-iteration on array sockets
// removing an element moves the others: the walk leaves one out
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sockets = ['a', 'b', 'c', 'd'];
const closed = [];

async function closeAll() {
  for (const socket of sockets) { //! AB
    await sleep(2);
    closed.push(socket);
  }
}
async function remove(socket) {
  await sleep(3);
  sockets.splice(sockets.indexOf(socket), 1); //! B
}
await Promise.all([closeAll(), remove('a')]);
console.log(closed);
