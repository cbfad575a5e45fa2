// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Account {
  #balance = 100;
  async withdraw(amount, ms) {
    await sleep(ms);
    this.#balance -= amount;
  }
  get balance() {
    return this.#balance;
  }
}
const account = new Account();
await Promise.all([account.withdraw(30, 4), account.withdraw(50, 2)]);
console.log(account.balance);
