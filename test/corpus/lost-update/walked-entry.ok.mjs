// expect: none
// interest is added to what the account holds when the rate is known
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([
  ['ann', 100],
  ['bob', 50],
]);
async function addInterest() {
  for (const [name, opening] of accounts) {
    if (opening === 0) continue;
    const rate = await rateOf(name);
    const balance = accounts.get(name);
    accounts.set(name, balance + balance * rate);
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
