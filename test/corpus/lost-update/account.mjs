// A module of the programs beside it: an account that is asked by its users, and changed by them.
export class Account {
  #balance = 10;
  #closed = false;

  get balance() {
    return this.#balance;
  }
  get closed() {
    return this.#closed;
  }
  canPay(amount) {
    return this.balance >= amount;
  }
  withdraw(amount) {
    this.#balance -= amount;
  }
  close() {
    this.#closed = true;
  }
}

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
