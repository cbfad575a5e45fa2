// expect: race lost-update
// the pattern of a loop's head reads what is written behind the await
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([
  ['alice', { balance: 10 }],
  ['bob', { balance: 20 }],
]);

async function charge(fee) {
  for (const [id, { balance }] of accounts) { //! A
    await sleep(2);
    accounts.get(id).balance = balance - fee; //! B
  }
}

await Promise.all([charge(1), charge(2)]);
