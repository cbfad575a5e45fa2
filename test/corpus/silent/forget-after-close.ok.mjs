// expect: none
// What a server was told of while it closed its clients was told it before; the set is given to who closes late comers, too.
import { setTimeout as sleep } from 'node:timers/promises';
const clients = new Set();
const closed = [];
let closing = false;
const close = async (client) => {
  await sleep(2);
  closed.push(client);
};
async function join(client) {
  await sleep(1);
  if (closing) return close(client);
  clients.add(client);
}
async function closeAll() {
  closing = true;
  await Promise.all([...clients].map(close));
  clients.clear();
}
await join('a');
await Promise.all([closeAll(), join('b')]);
console.log(closed.length);
