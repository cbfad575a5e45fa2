// expect: race lost-update on Account this.#closed
// a flag is asked before the await, and set by another method behind it: the work is done twice
import { Account, sleep } from './account.mjs';
const account = new Account();
const letters = [];

async function close(ms) {
  if (account.closed) return; //! A eval:10
  await sleep(ms);
  account.close(); //! B eval:19
  letters.push('closed');
}
await Promise.all([close(3), close(1)]);
console.log(letters);
