// expect: none
// asked again in the turn of the withdrawal, or not asked but logged: a value that is only shown decides nothing
import { Account, sleep } from './account.mjs';
const account = new Account();
const log = [];

async function pay(amount, ms) {
  if (!account.canPay(amount)) throw new Error('no funds');
  await sleep(ms);
  if (account.balance < amount) throw new Error('no funds any more');
  account.withdraw(amount);
}
async function charge(amount, ms) {
  log.push(account.balance);
  if (log.length > 9) log.shift();
  await sleep(ms);
  account.withdraw(amount);
}
await Promise.allSettled([pay(8, 5), pay(7, 2), charge(1, 3), charge(2, 1)]);
console.log(log, account.balance);
