// expect: none
// the write comes from values that a loop has read anew in the same turn, at a site that was let go before it came to them
const accounts = Array.from({ length: 30_000 }, (_, id) => ({ id, balance: 1 }));
const last = accounts.at(-1);

async function audit() {
  const before = last.balance;
  await null;
  await null;
  let total = 0;
  for (const account of accounts) total += account.balance;
  last.balance = total - before;
}

async function pay() {
  await null;
  last.balance += 1;
}

await Promise.all([audit(), pay()]);
console.log(last.balance);
