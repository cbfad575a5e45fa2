// expect: race lost-update on Account this.#balance
// the value that a getter answers with is compared by its asker
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Account {
  #balance = 10;
  get balance() {
    return this.#balance; //! A
  }
  withdraw(amount) {
    this.#balance -= amount; //! B
  }
}
const account = new Account();

async function pay(amount, ms) {
  if (account.balance < amount) throw new Error('no funds');
  await sleep(ms);
  account.withdraw(amount);
}
console.log((await Promise.allSettled([pay(8, 5), pay(7, 2)])).length, account.balance);
