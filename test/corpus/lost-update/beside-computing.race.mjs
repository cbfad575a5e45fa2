// expect: race lost-update on account.balance
// between the read and the write other turns compute: their sites are let go, those of the account are watched on
const account = { balance: 100 };
const sum = { value: 0 };

function compute() {
  for (let i = 0; i < 20_000; i++) sum.value = (sum.value * 31 + i) & 0xffff;
}

async function withdraw(amount) {
  const { balance } = account; //! A
  compute();
  await null;
  compute();
  await null;
  account.balance = balance - amount; //! B
}

await Promise.all([withdraw(10), withdraw(20)]);
console.log(account.balance);
