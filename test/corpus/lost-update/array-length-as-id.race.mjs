// expect: race lost-update
// Two invoices of one number: how many there were was asked before the await.
import { setTimeout as sleep } from 'node:timers/promises';
const invoices = [];

async function issue(customer, ms) {
  const number = `2026-${invoices.length + 1}`; //! A
  await sleep(ms);
  invoices.push({ number, customer }); //! B
}
await Promise.all([issue('ann', 6), issue('bob', 2)]);
console.log(invoices);
