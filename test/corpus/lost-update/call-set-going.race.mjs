// expect: race lost-update on property state
// what a synchronous function asked decides whether the call is made that stores a constant later
import { setTimeout as sleep } from 'node:timers/promises';
const connection = { state: 'closed', opened: 0 };

async function open() {
  await sleep(2);
  connection.opened++;
  connection.state = 'open'; //! B
}
function ensure() {
  if (connection.state === 'open') return undefined; //! A
  return open();
}
async function use() {
  await ensure();
  await sleep(1);
}
async function close() {
  await sleep(1);
  connection.state = 'closing';
}
await Promise.all([use(), close(), use()]);
console.log(connection.opened);
