// expect: none
import { setTimeout as sleep } from 'node:timers/promises';

const accounts = new Map([
  ['alice', { balance: 10 }],
  ['bob', { balance: 20 }],
]);

async function charge(fee) {
  for (const [id] of accounts) {
    await sleep(2);
    accounts.get(id).balance -= fee;
  }
}

await Promise.all([charge(1), charge(2)]);
