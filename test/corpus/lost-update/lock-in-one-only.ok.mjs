// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const account = { balance: 100 };
let tail = Promise.resolve();

function deposit(amount) {
  return (tail = tail.then(async () => {
    const balance = account.balance;
    await sleep(4);
    account.balance = balance + amount;
  }));
}
async function fee(amount) {
  await sleep(2);
  await (tail = tail.then(() => {
    account.balance -= amount;
  }));
}
await Promise.all([deposit(50), fee(1)]);
console.log(account.balance);
