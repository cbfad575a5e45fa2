// expect: none
import { Account, sleep } from './account.mjs';
const account = new Account();
const letters = [];

async function close(ms) {
  if (account.closed) return;
  account.close();
  await sleep(ms);
  letters.push('closed');
}
await Promise.all([close(3), close(1)]);
console.log(letters);
