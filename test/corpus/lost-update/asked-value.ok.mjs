// expect: none
// what is asked is taken in the same turn, and given back where the work fails
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Account {
  #balance = 10;
  get balance() {
    return this.#balance;
  }
  withdraw(amount) {
    this.#balance -= amount;
  }
}
const account = new Account();

async function pay(amount, ms) {
  if (account.balance < amount) throw new Error('no funds');
  account.withdraw(amount);
  try {
    await sleep(ms);
    if (ms > 4) throw new Error('refused');
  } catch (error) {
    account.withdraw(-amount);
    throw error;
  }
}
console.log((await Promise.allSettled([pay(8, 5), pay(2, 2)])).length, account.balance);
