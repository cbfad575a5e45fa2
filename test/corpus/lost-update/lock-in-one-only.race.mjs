// expect: race lost-update on property account.balance
// one of the two writers has forgotten the lock
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const account = { balance: 100 };
let tail = Promise.resolve();

function deposit(amount) {
  return (tail = tail.then(async () => {
    const balance = account.balance; //! A
    await sleep(4);
    account.balance = balance + amount; //! B
  }));
}
async function fee(amount) {
  await sleep(2);
  account.balance -= amount;
}
await Promise.all([deposit(50), fee(1)]);
console.log(account.balance);
