// expect: race lost-update on property #balance
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Account {
  #balance = 100;
  async withdraw(amount, ms) {
    const balance = this.#balance; //! A
    await sleep(ms);
    this.#balance = balance - amount; //! B
  }
  get balance() {
    return this.#balance;
  }
}
const account = new Account();
await Promise.all([account.withdraw(30, 4), account.withdraw(50, 2)]);
console.log(account.balance);
