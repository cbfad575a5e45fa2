// expect: race lost-update on Map accounts key "ann"
// interest is added to what the walk handed out before it asked for the rate
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([
  ['ann', 100],
  ['bob', 50],
]);
async function addInterest() {
  for (const [name, balance] of accounts) { //! A
    const rate = await rateOf(name);
    accounts.set(name, balance + balance * rate); //! B
  }
}
async function rateOf(name) {
  await sleep(6);
  return name.length / 100;
}
async function deposit(name, amount) {
  await sleep(2);
  accounts.set(name, accounts.get(name) + amount);
}
await Promise.all([addInterest(), deposit('ann', 10)]);
console.log(accounts);
