// The balance is read, computed and written in one turn, after the await: nothing can come between.
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([['ann', 100]]);

async function withdraw(name, amount, answerMs) {
  await sleep(answerMs); // the fraud service
  accounts.set(name, accounts.get(name) - amount);
}

await Promise.all([withdraw('ann', 30, 20), withdraw('ann', 50, 5)]);
console.log(`balance ${accounts.get('ann')}, expected 20`);
