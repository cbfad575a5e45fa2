// expect: race lost-update on Account this.#balance
// another module answers through a getter of its own, and takes; the question is asked before the await
import { Account, sleep } from './account.mjs';
const account = new Account();

async function pay(amount, ms) {
  if (!account.canPay(amount)) throw new Error('no funds'); //! A eval:7
  await sleep(ms); // ask the fraud service
  account.withdraw(amount); //! B eval:16
}
console.log((await Promise.allSettled([pay(8, 5), pay(7, 2)])).length, account.balance);
