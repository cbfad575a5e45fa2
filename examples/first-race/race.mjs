// Two withdrawals from one account. Each reads the balance, asks the fraud service, and writes the balance it
// computed from what it read before: the second one to finish overwrites the first.
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([['ann', 100]]);

async function withdraw(name, amount, answerMs) {
  const balance = accounts.get(name); // race: lost-update first
  await sleep(answerMs); // the fraud service
  accounts.set(name, balance - amount); // race: lost-update second, conflicting
}

await Promise.all([withdraw('ann', 30, 20), withdraw('ann', 50, 5)]);
console.log(`balance ${accounts.get('ann')}, expected 20`);
