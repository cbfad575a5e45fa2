// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const wallet = { cents: 1000 };

async function pay(cents, ms, fails) {
  const undo = [];
  const before = wallet.cents; //! A
  wallet.cents -= cents;
  undo.push(() => {
    wallet.cents = before; //! B
  });
  await sleep(ms);
  if (fails) for (const step of undo.reverse()) step();
}
await Promise.all([pay(300, 8, true), pay(200, 2, false)]);
console.log(wallet.cents);
